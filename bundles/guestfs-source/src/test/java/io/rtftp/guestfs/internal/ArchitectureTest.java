package io.rtftp.guestfs.internal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** The arrows inside the bundle: component → server → resolver → disk → appliance, spool, description → source. */
@NullMarked
@AnalyzeClasses(packages = "io.rtftp.guestfs", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule sources_and_descriptions_know_no_io = noClasses()
            .that()
            .resideInAnyPackage("..internal.description..", "..internal.source..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.channels..", "java.util.concurrent..", "org.slf4j..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.nio\\.file\\.Files|java\\.io\\.(File|RandomAccess).*|java\\.lang\\.Thread");

    @ArchTest
    static final ArchRule sources_and_descriptions_know_no_other_package = classes()
            .that()
            .resideInAnyPackage("..internal.description..", "..internal.source..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "..internal.description..",
                    "..internal.source..",
                    "java..",
                    "com.fasterxml.jackson..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule only_the_component_knows_osgi = noClasses()
            .that()
            .resideOutsideOfPackage("..internal.component..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.osgi..");

    @ArchTest
    static final ArchRule nobody_knows_who_wires_it = noClasses()
            .that()
            .resideOutsideOfPackage("..internal.component..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..internal.component..");

    @ArchTest
    static final ArchRule only_appliances_know_libguestfs = noClasses()
            .that()
            .resideOutsideOfPackage("..internal.appliance..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..internal.appliance.binding..", "..internal.appliance.qmp..", "com.redhat..");

    @ArchTest
    static final ArchRule the_rules_of_disks_have_no_io_no_thread_and_no_clock = noClasses()
            .that()
            .resideInAPackage("..internal.disk..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.channels..", "java.net..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.nio.file.Files");

    @ArchTest
    static final ArchRule the_spool_knows_nothing_of_disks = noClasses()
            .that()
            .resideInAPackage("..internal.spool..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..internal.disk..", "..internal.appliance..", "..internal.resolver..");

    @ArchTest
    static final ArchRule nothing_goes_round_in_circles =
            slices().matching("io.rtftp.guestfs.internal.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule no_static_state_changes =
            fields().that().areStatic().should().haveModifier(JavaModifier.FINAL);
}
