package io.rtftp.chain.internal;

import static io.rtftp.testkit.architecture.Packages.inside;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.rtftp.testkit.architecture.ComponentRules;
import org.jspecify.annotations.NullMarked;

@NullMarked
@AnalyzeClasses(packages = "io.rtftp.chain", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests component_rules = ArchTests.in(ComponentRules.class);

    @ArchTest
    static final ArchRule time_comes_in_as_a_parameter =
            inside("io.rtftp.chain..").readNoClock();
}
