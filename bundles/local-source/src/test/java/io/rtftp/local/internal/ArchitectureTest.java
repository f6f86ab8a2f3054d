package io.rtftp.local.internal;

import static io.rtftp.testkit.architecture.Packages.inside;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.rtftp.testkit.architecture.ComponentRules;
import org.jspecify.annotations.NullMarked;

@NullMarked
@AnalyzeClasses(packages = "io.rtftp.local", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests component_rules = ArchTests.in(ComponentRules.class);

    @ArchTest
    static final ArchRule open_files_know_nothing_of_places =
            inside("..internal.file..").knowNothingOf("..place..");
}
