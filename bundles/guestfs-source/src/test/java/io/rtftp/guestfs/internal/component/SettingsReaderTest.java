package io.rtftp.guestfs.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.guestfs.internal.appliance.ApplianceSettings.Accelerator;
import io.rtftp.guestfs.internal.server.DiskSettings;
import io.rtftp.testkit.config.Key;
import io.rtftp.testkit.config.Key.Value;
import io.rtftp.testkit.config.SettingsContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key; and the root, which {@code protocol} reads too. */
class SettingsReaderTest implements SettingsContract<DiskSettings> {

    private static final Path USUAL_SPOOL = Path.of("/usual/spool");

    private final List<String> complaints = new ArrayList<>();
    private final SettingsReader reader = new SettingsReader(() -> USUAL_SPOOL, complaints::add, complaints::add);

    @Override
    public Function<Map<String, ?>, DiskSettings> reader(Consumer<String> told) {
        return new SettingsReader(() -> USUAL_SPOOL, told, told)::read;
    }

    @Override
    public List<Key<DiskSettings>> keys() {
        return List.of(
                new Key<>(
                        "idle_timeout",
                        "60",
                        new Value<>(now -> now.rules().idleTimeout().toSeconds(), 60L, 300L),
                        "a whole number from 1",
                        List.of("", "0", "-1", "5m", "99999999999")),
                new Key<>(
                        "refresh_after",
                        "0",
                        new Value<>(now -> now.rules().refreshAfter().toSeconds(), 0L, 10L),
                        "a whole number from 0",
                        List.of("-1", "10s", "31622401")),
                new Key<>(
                        "warm_appliances",
                        "3",
                        new Value<>(now -> now.appliances().warm(), 3, 1),
                        "a whole number from 0 to 1000",
                        List.of("-1", "all", "1001")),
                new Key<>(
                        "max_appliances",
                        "5",
                        new Value<>(
                                now -> List.of(
                                        now.appliances().most(), now.rules().appliancesMost()),
                                List.of(5, 5),
                                List.of(8, 8)),
                        "a whole number from 1 to 1000",
                        List.of("0", "1.5", "1001")),
                new Key<>(
                        "disk_timeout",
                        "7",
                        new Value<>(now -> now.appliances().callLimit().toSeconds(), 7L, 30L),
                        "a whole number from 1",
                        List.of("0", "never")),
                new Key<>(
                        "accelerator",
                        "TCG",
                        new Value<>(now -> now.appliances().accelerator(), Accelerator.TCG, Accelerator.AUTO),
                        "auto, kvm or tcg",
                        List.of("", "xen", "kvm,tcg")),
                new Key<>(
                        "appliance_memory",
                        "256",
                        new Value<>(now -> now.appliances().memoryMebibytes(), 256, 768),
                        "a whole number from 256 to 65536",
                        List.of("255", "65537", "1G")),
                new Key<>(
                        "spool_dir",
                        "/spool/../elsewhere",
                        new Value<>(
                                now -> List.of(
                                        now.spool().directory(),
                                        now.appliances().runDirectory()),
                                List.of(Path.of("/elsewhere"), Path.of("/elsewhere")),
                                List.of(USUAL_SPOOL, USUAL_SPOOL)),
                        "auto or the absolute path of a directory",
                        List.of("", "spool", "a\0b")),
                new Key<>(
                        "spool_limit",
                        "2",
                        new Value<>(now -> now.spool().limitBytes(), 2L << 20, 1L << 30),
                        "a whole number from 1",
                        List.of("0", "1G")),
                new Key<>(
                        "attach_at_start",
                        "False",
                        new Value<>(DiskSettings::attachAtStart, false, true),
                        "true or false",
                        List.of("", "no", "0")),
                new Key<>(
                        "tls_certificates",
                        "/etc/rtftp/tls",
                        new Value<>(
                                now -> now.appliances().tlsDirectory(),
                                Optional.of(Path.of("/etc/rtftp/tls")),
                                Optional.empty()),
                        "empty or the absolute path of a directory",
                        List.of("tls", "./tls")));
    }

    @Test
    void everyKeyOfTheAnnotationIsTested() {
        assertThat(keys()).hasSize(GuestfsKeys.class.getDeclaredMethods().length - 1); // and tftp_root, below
    }

    /** The default root need not be on the machine that builds. */
    @ParameterizedTest
    @ValueSource(strings = {"", "tftp", "/no/such/directory"})
    void aRootThatIsNoneLeavesTheOneInForce(String bad) {
        assertThat(reader.read(Map.of("tftp_root", "/")).root()).isEqualTo(Path.of("/"));
        assertThat(complaints).isEmpty();

        assertThat(reader.read(Map.of("tftp_root", bad)).root()).isEqualTo(Path.of("/"));

        assertThat(complaints)
                .singleElement()
                .asString()
                .startsWith("io.rtftp: tftp_root = " + bad + " is not the absolute path of a directory")
                .endsWith("; tftp_root = / stays");
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
}
