package io.rtftp.protocol.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.protocol.internal.net.ListenAddress;
import io.rtftp.protocol.internal.net.ServerSettings;
import io.rtftp.testkit.config.Key;
import io.rtftp.testkit.config.Key.Value;
import io.rtftp.testkit.config.SettingsContract;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Every key, and what this bundle complains about for others. */
class SettingsReaderTest implements SettingsContract<ServerSettings> {

    private final List<String> complaints = new ArrayList<>();
    private final SettingsReader reader = new SettingsReader(complaints::add);

    @Override
    public Function<Map<String, ?>, ServerSettings> reader(Consumer<String> told) {
        return new SettingsReader(told)::read;
    }

    @Override
    public List<Key<ServerSettings>> keys() {
        return List.of(
                new Key<>(
                        "listen",
                        "10.0.0.1:6969",
                        new Value<>(
                                ServerSettings::listen,
                                new ListenAddress("10.0.0.1", 6969),
                                new ListenAddress("::", 69)),
                        "ADDRESS:PORT",
                        List.of("", "69", ":69", "::1:69", "1.2.3.4:", "1.2.3.4:65536", "1.2.3.4:-1", "[::1]", "a:b")),
                new Key<>(
                        "idle_timeout",
                        "60",
                        new Value<>(now -> now.idleTimeout().toSeconds(), 60L, 300L),
                        "a whole number from 1",
                        List.of("", "0", "-1", "5m", "99999999999")),
                new Key<>(
                        "block_size_max",
                        "1428",
                        new Value<>(now -> now.blockSizeMax().orElse(-1), 1428, -1),
                        "auto, or a whole number from 8 to 65464",
                        List.of("", "7", "65465", "automatic")),
                new Key<>(
                        "window_bytes_max",
                        "65536",
                        new Value<>(ServerSettings::windowBytesMax, 65_536, 4_194_304),
                        "a whole number from 8 to 67108864",
                        List.of("7", "67108865", "4M")),
                new Key<>(
                        "retransmissions",
                        "0",
                        new Value<>(ServerSettings::retransmissions, 0, 5),
                        "a whole number from 0 to 100",
                        List.of("-1", "101", "many")),
                new Key<>(
                        "first_timeout_ms",
                        "250",
                        new Value<>(now -> now.firstTimeout().toMillis(), 250L, 1_000L),
                        "a whole number from 10 to 60000",
                        List.of("9", "60001", "1s")),
                new Key<>(
                        "sessions_per_client",
                        "3",
                        new Value<>(ServerSettings::sessionsPerClient, 3, 64),
                        "a whole number from 1",
                        List.of("0", "-5", "all")),
                new Key<>(
                        "sessions_max",
                        "17",
                        new Value<>(ServerSettings::sessionsMax, 17, 10_000),
                        "a whole number from 1",
                        List.of("0", "1.5")),
                new Key<>(
                        "allowed_networks",
                        "10.0.0.0/8, fd00::/8",
                        new Value<>(
                                now -> List.of(allows(now, "10.1.2.3"), allows(now, "192.0.2.1")),
                                List.of(true, false),
                                List.of(true, true)),
                        "a list of networks",
                        List.of("10.0.0.0/33", "10/8", "fd00::/129", "home", "10.0.0.1,,10.0.0.2", "a/b/c")),
                new Key<>(
                        "single_port",
                        "TRUE",
                        new Value<>(ServerSettings::singlePort, true, false),
                        "true or false",
                        List.of("", "yes", "1")));
    }

    @Test
    void everyKeyOfTheAnnotationIsTested() {
        assertThat(keys()).hasSize(ProtocolKeys.class.getDeclaredMethods().length - 1); // and tftp_root, below
    }

    @Test
    void aWrongRootIsToldHereForAllWhoReadIt() {
        reader.read(Map.of("tftp_root", "/"));
        reader.read(Map.of("tftp_root", "/no/such/directory"));

        assertThat(complaints)
                .containsExactly("io.rtftp: tftp_root = /no/such/directory is not the absolute path of a directory this"
                        + " server can read; tftp_root = / stays");
    }

    @Test
    void keysOfOthersAreIgnored() {
        reader.read(Map.of("tftp_root", "/srv/tftp", "felix.fileinstall.filename", "file:/etc/io.rtftp.cfg"));

        assertThat(complaints).isEmpty();
    }

    private static boolean allows(ServerSettings settings, String address) {
        try {
            return settings.allowed().allow(InetAddress.getByName(address));
        } catch (UnknownHostException notALiteral) {
            throw new AssertionError(notALiteral);
        }
    }
}
