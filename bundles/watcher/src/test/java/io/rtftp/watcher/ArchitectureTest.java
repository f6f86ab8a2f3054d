package io.rtftp.watcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.rtftp.watcher");

    @Test
    void onlyTheComponentKnowsOsgi() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..component..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.osgi..")
                .check(classes);
    }

    @Test
    void oneDescriptionKnowsNothingOfTheRoot() {
        noClasses()
                .that()
                .resideInAPackage("..file..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..root..", "..component..", "io.rtftp.api.watch..")
                .check(classes);
    }

    @Test
    void theRootKnowsNothingOfTheComponent() {
        noClasses()
                .that()
                .resideInAPackage("..root..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..component..")
                .check(classes);
    }
}
