package io.rtftp.local.internal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

@NullMarked
@AnalyzeClasses(packages = "io.rtftp.local", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PLACES_AND_FILES_KNOW_NO_OSGI = noClasses()
            .that()
            .resideOutsideOfPackage("..component..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.osgi..", "..component..");

    @ArchTest
    static final ArchRule OPEN_FILES_KNOW_NOTHING_OF_PLACES = noClasses()
            .that()
            .resideInAPackage("..file..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..place..");
}
