package io.rtftp.guestfs.internal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.rtftp.testkit.architecture.Packages.inside;
import static io.rtftp.testkit.architecture.Packages.outside;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.rtftp.testkit.architecture.ComponentRules;
import org.jspecify.annotations.NullMarked;

/** The arrows inside the bundle: component → server → resolver → disk → appliance, spool, description → source. */
@NullMarked
@AnalyzeClasses(packages = "io.rtftp.guestfs", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests component_rules = ArchTests.in(ComponentRules.class);

    @ArchTest
    static final ArchRule sources_and_descriptions_know_no_io = noClasses()
            .that()
            .resideInAnyPackage("..internal.description..", "..internal.source..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.nio\\.file\\.Files|java\\.io\\.(File|RandomAccess).*|java\\.lang\\.Thread");

    @ArchTest
    static final ArchRule sources_and_descriptions_know_neither_network_nor_threads_nor_the_log = inside(
                    "..internal.description..", "..internal.source..")
            .knowNothingOf("java.net..", "java.nio.channels..", "java.util.concurrent..", "org.slf4j..");

    @ArchTest
    static final ArchRule sources_and_descriptions_know_no_other_package =
            inside("..internal.description..", "..internal.source..").knowOnly("java..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule only_appliances_know_libguestfs = outside("..internal.appliance..")
            .knowNothingOf("..internal.appliance.binding..", "..internal.appliance.qmp..", "com.redhat..");

    @ArchTest
    static final ArchRule the_rules_of_disks_have_no_thread_and_no_clock =
            inside("..internal.disk..").readNoClockAndStartNoThread();

    @ArchTest
    static final ArchRule the_rules_of_disks_have_no_io = noClasses()
            .that()
            .resideInAPackage("..internal.disk..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.channels..", "java.net..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.nio.file.Files");

    @ArchTest
    static final ArchRule the_spool_knows_nothing_of_disks = inside("..internal.spool..")
            .knowNothingOf("..internal.disk..", "..internal.appliance..", "..internal.resolver..");
}
