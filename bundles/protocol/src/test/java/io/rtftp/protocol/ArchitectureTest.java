package io.rtftp.protocol;

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

/** The arrows inside the bundle: component → net → negotiate, netascii, transfer → wire, and what each package must not know. */
@NullMarked
@AnalyzeClasses(packages = "io.rtftp.protocol", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** Values, text and numbers, and buffers in memory; no I/O, no thread, no clock. */
    private static final String[] PLAIN_JAVA = {
        "java.lang", "java.lang.runtime", "java.lang.invoke", "java.util", "java.util.function", "java.nio"
    };

    private static final String JSPECIFY = "org.jspecify..";

    @ArchTest
    static final ArchRule the_state_machine_knows_plain_java_and_the_wire = classes()
            .that()
            .resideInAPackage("..internal.transfer..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(with("..internal.transfer..", "..internal.wire.."));

    @ArchTest
    static final ArchRule the_negotiation_knows_plain_java_and_the_wire = classes()
            .that()
            .resideInAPackage("..internal.negotiate..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(with("..internal.negotiate..", "..internal.wire.."));

    @ArchTest
    static final ArchRule the_wire_knows_plain_java = classes()
            .that()
            .resideInAPackage("..internal.wire..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(with("..internal.wire..", "java.nio.charset"));

    @ArchTest
    static final ArchRule netascii_knows_files_and_nothing_of_tftp = classes()
            .that()
            .resideInAPackage("..internal.netascii..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(with("..internal.netascii..", "io.rtftp.api.file", "java.io", "java.util.concurrent"));

    @ArchTest
    static final ArchRule the_network_does_not_know_who_wires_it = noClasses()
            .that()
            .resideOutsideOfPackage("..internal.component..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..internal.component..");

    @ArchTest
    static final ArchRule only_the_component_knows_osgi = noClasses()
            .that()
            .resideOutsideOfPackage("..internal.component..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.osgi..");

    @ArchTest
    static final ArchRule only_the_network_knows_netty = noClasses()
            .that()
            .resideOutsideOfPackage("..internal.net..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule the_pure_packages_read_no_clock_and_start_no_thread = noClasses()
            .that()
            .resideInAnyPackage(
                    "..internal.transfer..", "..internal.negotiate..", "..internal.wire..", "..internal.netascii..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random");

    @ArchTest
    static final ArchRule nothing_goes_round_in_circles =
            slices().matching("io.rtftp.protocol.internal.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule no_static_state_changes =
            fields().that().areStatic().should().haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule names_say_what_makes_a_class_different = noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameStartingWith("Abstract")
            .orShould()
            .haveSimpleNameStartingWith("Base");

    private static String[] with(String... more) {
        String[] all = new String[PLAIN_JAVA.length + 1 + more.length];
        System.arraycopy(PLAIN_JAVA, 0, all, 0, PLAIN_JAVA.length);
        all[PLAIN_JAVA.length] = JSPECIFY;
        System.arraycopy(more, 0, all, PLAIN_JAVA.length + 1, more.length);
        return all;
    }
}
