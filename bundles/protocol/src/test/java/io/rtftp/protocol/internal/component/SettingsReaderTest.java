package io.rtftp.protocol.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.protocol.internal.net.ListenAddress;
import io.rtftp.protocol.internal.net.ServerSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key: a good value is taken, a bad one keeps the value in force and says so, a removed one is the default again. */
class SettingsReaderTest {

    private final List<String> complaints = new ArrayList<>();
    private final SettingsReader reader = new SettingsReader(complaints::add);

    /**
     * One key.
     *
     * @param good a value other than the default
     * @param read what it is read as
     * @param standard what the default is read as
     * @param allowed what the complaint says is right
     */
    private record Key(
            String name,
            String good,
            Object read,
            Object standard,
            String allowed,
            Function<ServerSettings, Object> of) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Key> keys() {
        return List.of(
                new Key(
                        "listen",
                        "10.0.0.1:6969",
                        new ListenAddress("10.0.0.1", 6969),
                        new ListenAddress("::", 69),
                        "ADDRESS:PORT",
                        ServerSettings::listen),
                new Key(
                        "idle_timeout",
                        "60",
                        60L,
                        300L,
                        "a whole number from 1",
                        now -> now.idleTimeout().toSeconds()),
                new Key(
                        "block_size_max",
                        "1428",
                        1428,
                        -1,
                        "auto, or a whole number from 8 to 65464",
                        now -> now.blockSizeMax().orElse(-1)),
                new Key(
                        "window_bytes_max",
                        "65536",
                        65_536,
                        4_194_304,
                        "a whole number from 8 to 67108864",
                        ServerSettings::windowBytesMax),
                new Key("retransmissions", "0", 0, 5, "a whole number from 0 to 100", ServerSettings::retransmissions),
                new Key(
                        "first_timeout_ms",
                        "250",
                        250L,
                        1_000L,
                        "a whole number from 10 to 60000",
                        now -> now.firstTimeout().toMillis()),
                new Key("sessions_per_client", "3", 3, 64, "a whole number from 1", ServerSettings::sessionsPerClient),
                new Key("sessions_max", "17", 17, 10_000, "a whole number from 1", ServerSettings::sessionsMax),
                new Key(
                        "allowed_networks",
                        "10.0.0.0/8, fd00::/8",
                        List.of(true, false),
                        List.of(true, true),
                        "a list of networks",
                        now -> List.of(allows(now, "10.1.2.3"), allows(now, "192.0.2.1"))),
                new Key("single_port", "TRUE", true, false, "true or false", ServerSettings::singlePort));
    }

    static List<Arguments> wrong() {
        Map<String, List<String>> values = Map.of(
                "listen", List.of("", "69", ":69", "::1:69", "1.2.3.4:", "1.2.3.4:65536", "1.2.3.4:-1", "[::1]", "a:b"),
                "idle_timeout", List.of("", "0", "-1", "5m", "99999999999"),
                "block_size_max", List.of("", "7", "65465", "automatic"),
                "window_bytes_max", List.of("7", "67108865", "4M"),
                "retransmissions", List.of("-1", "101", "many"),
                "first_timeout_ms", List.of("9", "60001", "1s"),
                "sessions_per_client", List.of("0", "-5", "all"),
                "sessions_max", List.of("0", "1.5"),
                "allowed_networks", List.of("10.0.0.0/33", "10/8", "fd00::/129", "home", "10.0.0.1,,10.0.0.2", "a/b/c"),
                "single_port", List.of("", "yes", "1"));
        return keys().stream()
                .flatMap(key ->
                        values.getOrDefault(key.name, List.of("x")).stream().map(value -> Arguments.of(key, value)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aGoodValueIsTaken(Key key) {
        assertThat(read(key, key.good)).isEqualTo(key.read);
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aBadValueKeepsTheOneInForceAndSaysSo(Key key, String bad) {
        read(key, key.good);

        assertThat(read(key, bad)).isEqualTo(key.read);

        assertThat(complaints).hasSize(1);
        assertThat(complaints.get(0))
                .startsWith("io.rtftp: " + key.name + " = " + bad + " is not " + key.allowed)
                .endsWith("; " + key.name + " = " + key.good + " stays");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aBadFirstValueIsTheDefault(Key key, String bad) {
        assertThat(read(key, bad)).isEqualTo(key.standard);
        assertThat(complaints).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aRemovedKeyIsTheDefaultAgain(Key key) {
        read(key, key.good);

        assertThat(key.of.apply(reader.read(Map.of("service.pid", "io.rtftp")))).isEqualTo(key.standard);
        assertThat(complaints).isEmpty();
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

    private Object read(Key key, String value) {
        return key.of.apply(reader.read(Map.of(key.name, value)));
    }

    private static boolean allows(ServerSettings settings, String address) {
        try {
            return settings.allowed().allow(InetAddress.getByName(address));
        } catch (UnknownHostException notALiteral) {
            throw new AssertionError(notALiteral);
        }
    }
}
