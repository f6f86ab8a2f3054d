package io.rtftp.itests.karaf;

import static io.rtftp.itests.karaf.Configured.CLIENT;
import static io.rtftp.itests.karaf.Configured.CLIENT_TIMEOUT;
import static io.rtftp.itests.karaf.Configured.FILE;
import static io.rtftp.itests.karaf.Configured.taken;
import static io.rtftp.testkit.tftp.Packets.readRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.itests.karaf.driver.Ground;
import io.rtftp.itests.karaf.driver.InContainer;
import io.rtftp.itests.karaf.driver.KarafTest;
import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Every way to configure the running server, and every key whose effect a client can see. */
@KarafTest(Ground.DISTRIBUTION)
class ConfigurationIT {

    private static final Duration A_MOMENT = Duration.ofMillis(300);

    /** One for every key that has wrong values. */
    private static final Map<String, String> WRONG = Map.ofEntries(
            Map.entry("listen", "nowhere"),
            Map.entry("tftp_root", "/no/such/directory"),
            Map.entry("allowed_networks", "10.0.0.0/33"),
            Map.entry("single_port", "maybe"),
            Map.entry("block_size_max", "7"),
            Map.entry("window_bytes_max", "0"),
            Map.entry("retransmissions", "-1"),
            Map.entry("first_timeout_ms", "9"),
            Map.entry("sessions_per_client", "none"),
            Map.entry("sessions_max", "0"),
            Map.entry("idle_timeout", "soon"),
            Map.entry("refresh_after", "-1"),
            Map.entry("warm_appliances", "1001"),
            Map.entry("max_appliances", "0"),
            Map.entry("disk_timeout", "0"),
            Map.entry("accelerator", "fast"),
            Map.entry("appliance_memory", "255"),
            Map.entry("spool_dir", "here"),
            Map.entry("spool_limit", "0"),
            Map.entry("attach_at_start", "later"),
            Map.entry("tls_certificates", "there"));

    private final Inside karaf = new Inside();
    private final Configured configured = new Configured(karaf);
    private final ConfigurationFile etc = configured.etc();

    @BeforeEach
    void remember() throws IOException {
        configured.remember();
    }

    @AfterEach
    void restore() throws IOException {
        configured.restore();
    }

    @Test
    @InContainer
    void aKeyIsTakenUpFromEtcAndIsItsDefaultAgainWhenItIsRemoved() throws Exception {
        try (Load load = load()) {
            etc.set("block_size_max", "1000");
            taken("block_size_max", () -> configured.blockSize() == 1000);
            load.awaitMore();
            etc.remove("block_size_max");
            taken("no block_size_max", () -> configured.blockSize() == 1400);
            assertNothingWasDropped("etc/io.rtftp.cfg", load);
        }
    }

    @Test
    @InContainer
    void aKeyIsTakenUpFromTheShell() throws Exception {
        try (Load load = load()) {
            karaf.shell("config:property-set -p io.rtftp single_port true");
            taken("single_port", this::answersComeFromTheListeningPort);
            load.awaitMore();
            karaf.shell("config:property-delete -p io.rtftp single_port");
            taken("no single_port", () -> !answersComeFromTheListeningPort());
            assertNothingWasDropped("config:property-set", load);
        }
    }

    @Test
    @InContainer
    void aKeyIsTakenUpFromConfigurationAdmin() throws Exception {
        try (Load load = load()) {
            update("window_bytes_max", "4096");
            taken(
                    "window_bytes_max",
                    () -> "4"
                            .equals(granted("blksize", "1024", "windowsize", "16")
                                    .get("windowsize")));
            load.awaitMore();
            assertNothingWasDropped("Configuration Admin", load);
        }
    }

    @Test
    @InContainer
    void limitsAreTakenUp() throws Exception {
        etc.set("allowed_networks", "127.0.7.0/24");
        taken("allowed_networks", () -> repliesInAMoment(CLIENT) == 0);
        etc.remove("allowed_networks");
        taken("no allowed_networks", () -> repliesInAMoment(CLIENT) > 0);

        etc.set("sessions_per_client", "1");
        taken("sessions_per_client", () -> !secondTransferBegins("127.0.8.2", "127.0.8.2"));
        etc.remove("sessions_per_client");
        taken("no sessions_per_client", () -> secondTransferBegins("127.0.8.2", "127.0.8.2"));
    }

    @Test
    @InContainer
    void timesAreTakenUp() throws Exception {
        etc.set("first_timeout_ms", "50");
        taken("first_timeout_ms", () -> repliesInAMoment("127.0.8.3") > 1);
        etc.set("retransmissions", "0");
        taken("retransmissions", () -> repliesInAMoment("127.0.8.3") == 1);
    }

    @Test
    @InContainer
    void aWrongValueIsRefusedWithALineAndTheOldOneStays() throws Exception {
        InetSocketAddress server = karaf.server();
        List<String> lines = new ArrayList<>(etc.lines());
        lines.removeIf(line -> WRONG.keySet().stream().anyMatch(key -> line.matches(key + "\\s*=.*")));
        WRONG.forEach((key, value) -> lines.add(key + " = " + value));
        etc.write(lines);
        taken(WRONG.size() + " complaints about " + WRONG.size() + " wrong values", () -> {
            String log = log();
            return WRONG.entrySet().stream().allMatch(wrong -> log.contains(complaint(wrong)));
        });
        String said = log();
        WRONG.keySet()
                .forEach(key -> assertThat(said.split("io\\.rtftp: " + key + " = ", -1))
                        .as("what stands before, between and after the complaints about %s", key)
                        .hasSize(2));
        assertThat(karaf.server()).isEqualTo(server);
        assertThat(configured.download().content().bytes()).isEqualTo(FILE.content());
        assertThat(configured.blockSize()).isEqualTo(1400);
        assertThat(answersComeFromTheListeningPort()).isFalse();
    }

    @Test
    @InContainer
    void theListeningPortMoves() throws Exception {
        InetSocketAddress server = karaf.server();
        etc.set("listen", "127.0.0.2:" + server.getPort());
        taken("listen", () -> karaf.server().getHostString().equals("127.0.0.2"));
        assertThat(configured.download().content().bytes()).isEqualTo(FILE.content());
    }

    /** What the server has logged, in whichever file of its log directory. */
    private static String log() throws IOException {
        StringBuilder said = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("karaf.log", "")))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                said.append(Files.readString(file));
            }
        }
        return said.toString();
    }

    private static String complaint(Map.Entry<String, String> wrong) {
        return "io.rtftp: " + wrong.getKey() + " = " + wrong.getValue() + " is not ";
    }

    private Load load() {
        return Load.on(karaf.server(), client -> List.of(FILE), CLIENT_TIMEOUT);
    }

    private static void assertNothingWasDropped(String how, Load load) throws InterruptedException {
        System.out.println("configured by " + how + ": " + load.end());
        assertThat(load.failures()).isEmpty();
        assertThat(load.timeouts()).as("silences longer than " + CLIENT_TIMEOUT).isZero();
    }

    private void update(String key, String value) {
        boolean done = karaf.with(ConfigurationAdmin.class, admin -> {
                    try {
                        Configuration configuration = admin.getConfiguration("io.rtftp", "?");
                        Dictionary<String, Object> properties = configuration.getProperties();
                        properties.put(key, value);
                        configuration.update(properties);
                        return true;
                    } catch (IOException failure) {
                        throw new AssertionError(failure);
                    }
                })
                .orElse(false);
        assertThat(done).as("Configuration Admin is there").isTrue();
    }

    private Map<String, String> granted(String... options) {
        return configured.download(options).granted();
    }

    private boolean answersComeFromTheListeningPort() {
        InetSocketAddress server = karaf.server();
        try (ScriptedClient client = ScriptedClient.at(CLIENT, server)) {
            Download.of(client, readRequest(FILE.path()), CLIENT_TIMEOUT);
            return client.peer().getPort() == server.getPort();
        }
    }

    /** How many packets a client gets that asks and says nothing more. */
    private int repliesInAMoment(String address) {
        try (ScriptedClient client = ScriptedClient.at(address, karaf.server())) {
            client.ask(readRequest(FILE.path()));
            int replies = 0;
            while (client.receive(A_MOMENT).isPresent()) {
                replies++;
                if (replies == 2) {
                    break;
                }
            }
            return replies;
        }
    }

    private boolean secondTransferBegins(String one, String other) {
        try (ScriptedClient first = ScriptedClient.at(one, karaf.server());
                ScriptedClient second = ScriptedClient.at(other, karaf.server())) {
            first.ask(readRequest(FILE.path())).receive(A_MOMENT);
            return second.ask(readRequest(FILE.path())).receive(A_MOMENT).isPresent();
        }
    }
}
