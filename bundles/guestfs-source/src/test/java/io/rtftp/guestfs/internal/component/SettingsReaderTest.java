package io.rtftp.guestfs.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.guestfs.internal.appliance.ApplianceSettings.Accelerator;
import io.rtftp.guestfs.internal.server.DiskSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key: a good value is taken, a bad one keeps the value in force and says so, a removed one is the default again. */
class SettingsReaderTest {

    private static final Path USUAL_SPOOL = Path.of("/usual/spool");

    private final List<String> complaints = new ArrayList<>();
    private final SettingsReader reader = new SettingsReader(() -> USUAL_SPOOL, complaints::add, complaints::add);

    /**
     * One key.
     *
     * @param good a value other than the default
     * @param value where it is found
     * @param allowed what the complaint says is right
     * @param wrong values that are not
     */
    private record Key(String name, String good, Value value, String allowed, List<String> wrong) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** How a value is found in the settings, what the good one is there and what the default is. */
    private record Value(Function<DiskSettings, Object> of, Object read, Object standard) {}

    static List<Key> keys() {
        return List.of(
                new Key(
                        "tftp_root",
                        "/",
                        new Value(DiskSettings::root, Path.of("/"), Path.of("/srv/tftp")),
                        "the absolute path of a directory",
                        List.of("", "tftp", "/no/such/directory")),
                new Key(
                        "idle_timeout",
                        "60",
                        new Value(now -> now.rules().idleTimeout().toSeconds(), 60L, 300L),
                        "a whole number from 1",
                        List.of("", "0", "-1", "5m", "99999999999")),
                new Key(
                        "refresh_after",
                        "0",
                        new Value(now -> now.rules().refreshAfter().toSeconds(), 0L, 10L),
                        "a whole number from 0",
                        List.of("-1", "10s", "31622401")),
                new Key(
                        "warm_appliances",
                        "3",
                        new Value(now -> now.appliances().warm(), 3, 1),
                        "a whole number from 0 to 1000",
                        List.of("-1", "all", "1001")),
                new Key(
                        "max_appliances",
                        "5",
                        new Value(
                                now -> List.of(
                                        now.appliances().most(), now.rules().appliancesMost()),
                                List.of(5, 5),
                                List.of(8, 8)),
                        "a whole number from 1 to 1000",
                        List.of("0", "1.5", "1001")),
                new Key(
                        "disk_timeout",
                        "7",
                        new Value(now -> now.appliances().callLimit().toSeconds(), 7L, 30L),
                        "a whole number from 1",
                        List.of("0", "never")),
                new Key(
                        "accelerator",
                        "TCG",
                        new Value(now -> now.appliances().accelerator(), Accelerator.TCG, Accelerator.AUTO),
                        "auto, kvm or tcg",
                        List.of("", "xen", "kvm,tcg")),
                new Key(
                        "appliance_memory",
                        "256",
                        new Value(now -> now.appliances().memoryMebibytes(), 256, 768),
                        "a whole number from 256 to 65536",
                        List.of("255", "65537", "1G")),
                new Key(
                        "spool_dir",
                        "/spool/../elsewhere",
                        new Value(
                                now -> List.of(
                                        now.spool().directory(),
                                        now.appliances().runDirectory()),
                                List.of(Path.of("/elsewhere"), Path.of("/elsewhere")),
                                List.of(USUAL_SPOOL, USUAL_SPOOL)),
                        "auto or the absolute path of a directory",
                        List.of("", "spool", "a\0b")),
                new Key(
                        "spool_limit",
                        "2",
                        new Value(now -> now.spool().limitBytes(), 2L << 20, 1L << 30),
                        "a whole number from 1",
                        List.of("0", "1G")),
                new Key(
                        "attach_at_start",
                        "False",
                        new Value(DiskSettings::attachAtStart, false, true),
                        "true or false",
                        List.of("", "no", "0")),
                new Key(
                        "tls_certificates",
                        "/etc/rtftp/tls",
                        new Value(
                                now -> now.appliances().tlsDirectory(),
                                Optional.of(Path.of("/etc/rtftp/tls")),
                                Optional.empty()),
                        "empty or the absolute path of a directory",
                        List.of("tls", "./tls")));
    }

    static List<Arguments> wrong() {
        return keys().stream()
                .flatMap(key -> key.wrong.stream().map(value -> Arguments.of(key, value)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aGoodValueIsTaken(Key key) {
        assertThat(read(key, key.good)).isEqualTo(key.value.read);
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aBadValueKeepsTheOneInForceAndSaysSo(Key key, String bad) {
        read(key, key.good);

        assertThat(read(key, bad)).isEqualTo(key.value.read);

        assertThat(complaints).hasSize(1);
        assertThat(complaints.get(0))
                .startsWith("io.rtftp: " + key.name + " = " + bad + " is not " + key.allowed)
                .endsWith("; " + key.name + " = " + key.good + " stays");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aRemovedKeyIsTheDefaultAgain(Key key) {
        read(key, key.good);

        assertThat(key.value.of.apply(reader.read(Map.of("tftp_root", "/")))).isEqualTo(standard(key));
        assertThat(complaints).isEmpty();
    }

    @Test
    void everyKeyOfTheAnnotationIsTested() {
        assertThat(keys()).hasSize(GuestfsKeys.class.getDeclaredMethods().length);
    }

    @Test
    void thereAreNoMoreWarmAppliancesThanThereMayBeAppliances() {
        DiskSettings settings = reader.read(Map.of("warm_appliances", "9", "max_appliances", "4"));

        assertThat(settings.appliances().warm()).isEqualTo(4);
    }

    @Test
    void keysOfOthersAreIgnored() {
        reader.read(Map.of("listen", "[::]:69", "felix.fileinstall.filename", "file:/etc/io.rtftp.cfg"));

        assertThat(complaints).isEmpty();
    }

    private Object read(Key key, String value) {
        return key.value.of.apply(reader.read(Map.of(key.name, value)));
    }

    /** The default root need not be on the machine that builds: it is named instead. */
    private static Object standard(Key key) {
        return key.name.equals("tftp_root") ? Path.of("/") : key.value.standard;
    }
}
