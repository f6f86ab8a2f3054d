package io.rtftp.daemon;

import static io.rtftp.testkit.architecture.Packages.inside;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.rtftp.testkit.architecture.ComponentRules;

@AnalyzeClasses(packages = "io.rtftp.daemon", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests component_rules = ArchTests.in(ComponentRules.class);

    @ArchTest
    static final ArchRule commands_know_neither_options_nor_the_start =
            inside("..control..").knowNothingOf("..options..", "..start..");

    @ArchTest
    static final ArchRule options_know_neither_commands_nor_the_start =
            inside("..options..").knowNothingOf("..control..", "..start..");

    @ArchTest
    static final ArchRule the_start_knows_neither_commands_nor_options =
            inside("..start..").knowNothingOf("..control..", "..options..");
}
