package io.rtftp.daemon;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.rtftp.daemon");

    @Test
    void onlyTheComponentsKnowOsgiAndKaraf() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..component..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.osgi..", "org.apache.karaf..", "..component..")
                .check(classes);
    }

    @Test
    void commandsOptionsAndTheStartKnowNothingOfEachOther() {
        forbid("..control..", "..options..", "..start..");
        forbid("..options..", "..control..", "..start..");
        forbid("..start..", "..control..", "..options..");
    }

    private void forbid(String from, String... to) {
        noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to)
                .check(classes);
    }
}
