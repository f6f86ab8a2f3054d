package io.rtftp.metrics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.rtftp.testkit.architecture.Packages.inside;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.rtftp.testkit.architecture.ComponentRules;

@AnalyzeClasses(packages = "io.rtftp.metrics", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests component_rules = ArchTests.in(ComponentRules.class);

    @ArchTest
    static final ArchRule measuring_knows_nothing_of_publishing =
            inside("..meter..").knowNothingOf("..http..", "io.prometheus.metrics.exporter..");

    @ArchTest
    static final ArchRule publishing_knows_nothing_of_what_is_measured =
            inside("..http..").knowNothingOf("..meter..", "io.rtftp.api..");

    @ArchTest
    static final ArchRule while_metrics_are_off_the_component_needs_nothing_of_the_client_library = noClasses()
            .that()
            .haveSimpleName("MetricsComponent")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.prometheus..");
}
