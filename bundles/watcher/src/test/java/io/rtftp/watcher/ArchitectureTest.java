package io.rtftp.watcher;

import static io.rtftp.testkit.architecture.Packages.inside;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.rtftp.testkit.architecture.ComponentRules;

@AnalyzeClasses(packages = "io.rtftp.watcher", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests component_rules = ArchTests.in(ComponentRules.class);

    @ArchTest
    static final ArchRule one_description_knows_nothing_of_the_root =
            inside("..internal.file..").knowNothingOf("..root..", "io.rtftp.api.watch..");
}
