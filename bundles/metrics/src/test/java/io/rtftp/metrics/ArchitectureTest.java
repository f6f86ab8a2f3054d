package io.rtftp.metrics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.rtftp.metrics");

    @Test
    void ofRtftpOnlyTheApiIsKnown() {
        classes()
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("io.rtftp.."))
                        .or(JavaClass.Predicates.resideInAnyPackage("io.rtftp.api..", "io.rtftp.metrics..")))
                .check(classes);
    }

    @Test
    void onlyTheComponentKnowsOsgi() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..component..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.osgi..", "..component..")
                .check(classes);
    }

    @Test
    void measuringAndPublishingKnowNothingOfEachOther() {
        forbid("..meter..", "..http..", "io.prometheus.metrics.exporter..");
        forbid("..http..", "..meter..", "io.rtftp.api..");
    }

    @Test
    void whileMetricsAreOffTheComponentNeedsNothingOfTheClientLibrary() {
        noClasses()
                .that()
                .haveSimpleName("MetricsComponent")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.prometheus..")
                .check(classes);
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
