package io.rtftp.protocol;

import static io.rtftp.testkit.architecture.Packages.inside;
import static io.rtftp.testkit.architecture.Packages.outside;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.rtftp.testkit.architecture.ComponentRules;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The arrows inside the bundle: component → net → negotiate, netascii, transfer → wire, and what each package must not know. */
@NullMarked
@AnalyzeClasses(packages = "io.rtftp.protocol", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests component_rules = ArchTests.in(ComponentRules.class);

    @ArchTest
    static final ArchRule the_state_machine_knows_plain_java_and_the_wire =
            inside("..internal.transfer..").knowOnly(plainJavaAnd("..internal.wire.."));

    @ArchTest
    static final ArchRule the_negotiation_knows_plain_java_and_the_wire =
            inside("..internal.negotiate..").knowOnly(plainJavaAnd("..internal.wire.."));

    @ArchTest
    static final ArchRule the_wire_knows_plain_java =
            inside("..internal.wire..").knowOnly(plainJavaAnd("java.nio.charset"));

    @ArchTest
    static final ArchRule netascii_knows_files_and_nothing_of_tftp = inside("..internal.netascii..")
            .knowOnly(plainJavaAnd("io.rtftp.api.file", "java.io", "java.util.concurrent"));

    @ArchTest
    static final ArchRule only_the_network_knows_netty =
            outside("..internal.net..").knowNothingOf("io.netty..");

    @ArchTest
    static final ArchRule the_pure_packages_read_no_clock_and_start_no_thread = inside(
                    "..internal.transfer..", "..internal.negotiate..", "..internal.wire..", "..internal.netascii..")
            .readNoClockAndStartNoThread();

    /** Values, text and numbers, and buffers in memory; no I/O, no thread, no clock. */
    private static String[] plainJavaAnd(String... more) {
        Stream<String> plain = Stream.of(
                "java.lang", "java.lang.runtime", "java.lang.invoke", "java.util", "java.util.function", "java.nio");
        return Stream.concat(plain, Stream.of(more)).toArray(String[]::new);
    }
}
