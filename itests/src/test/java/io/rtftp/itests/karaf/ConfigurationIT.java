package io.rtftp.itests.karaf;

import static io.rtftp.testkit.tftp.Packets.ack;
import static io.rtftp.testkit.tftp.Packets.readRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.itests.karaf.Load.Wanted;
import io.rtftp.itests.karaf.driver.Ground;
import io.rtftp.itests.karaf.driver.InContainer;
import io.rtftp.itests.karaf.driver.KarafTest;
import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Every way to configure the running server, and every key whose effect a client can see. */
@KarafTest(Ground.DISTRIBUTION)
class ConfigurationIT {

    /** Two seconds are promised; a machine that does other things beside gets more. */
    private static final Duration TAKEN_UP = Duration.ofSeconds(20);

    private static final Duration NOTICED = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 4;
    private static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration A_MOMENT = Duration.ofMillis(300);
    private static final Wanted FILE = new Wanted("configured.img", 7, 50_000);
    private static final String CLIENT = "127.0.8.1";

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
    private final ConfigurationFile etc = new ConfigurationFile();
    private List<String> before = List.of();

    @BeforeEach
    void writeFile() throws IOException {
        before = etc.lines();
        karaf.write("default/" + FILE.path(), FILE.content());
        karaf.server();
    }

    @AfterEach
    void restore() throws IOException {
        etc.write(before);
        etc.set("block_size_max", "1234"); // to see that it has been read
        taken("the file as it was", () -> blockSize() == 1234);
        putBack();
    }

    /**
     * File Install notes what a file looks like when it hears that its configuration was taken up, so a change in the milliseconds before
     * that is one it never sees: it is made again.
     */
    private void putBack() throws IOException {
        for (int attempt = 1; ; attempt++) {
            etc.write(before);
            try {
                Inside.await("the file as it was is taken up", NOTICED, () -> blockSize() == 1400);
                return;
            } catch (AssertionError unseen) {
                if (attempt == ATTEMPTS) {
                    throw unseen;
                }
            }
        }
    }

    @Test
    @InContainer
    void aKeyIsTakenUpFromEtcAndIsItsDefaultAgainWhenItIsRemoved() throws Exception {
        try (Load load = load()) {
            etc.set("block_size_max", "1000");
            taken("block_size_max", () -> blockSize() == 1000);
            load.awaitMore();
            etc.remove("block_size_max");
            taken("no block_size_max", () -> blockSize() == 1400);
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
        for (Map.Entry<String, String> wrong : WRONG.entrySet()) {
            String complaint = "io.rtftp: " + wrong.getKey() + " = " + wrong.getValue() + " is not ";
            taken("a line with " + complaint, () -> log().contains(complaint));
        }
        assertThat(karaf.server()).isEqualTo(server);
        assertThat(download().content().bytes()).isEqualTo(FILE.content());
        assertThat(blockSize()).isEqualTo(1400);
        assertThat(answersComeFromTheListeningPort()).isFalse();
        System.out.println("configured wrongly: " + WRONG.size() + " keys, each refused with a line");
    }

    @Test
    @InContainer
    void theListeningPortMoves() throws Exception {
        InetSocketAddress server = karaf.server();
        etc.set("listen", "127.0.0.2:" + server.getPort());
        taken("listen", () -> karaf.server().getHostString().equals("127.0.0.2"));
        assertThat(download().content().bytes()).isEqualTo(FILE.content());
    }

    @Test
    @InContainer
    void aChangedRootMovesAllPlacesAndATransferUnderWayEndsFromTheOldOne() throws Exception {
        Path other = Files.createDirectories(karaf.root().resolveSibling("other"));
        Wanted moved = new Wanted(FILE.path(), 8, 60_000);
        Files.createDirectories(other.resolve("default"));
        Files.write(other.resolve("default").resolve(FILE.path()), moved.content());
        try (ScriptedClient client = ScriptedClient.at("127.0.8.4", karaf.server())) {
            client.ask(readRequest(FILE.path())).receive();
            etc.set("tftp_root", other.toString());
            taken("tftp_root", () -> download().content().bytes().length == moved.sizeBytes());
            assertThat(download().content().bytes()).isEqualTo(moved.content());
            int last = FILE.sizeBytes() / 512 + 1;
            byte[] content = FILE.content();
            for (int block = 2; block <= last; block++) {
                assertThat(next(client, block).content())
                        .as("block %s", block)
                        .isEqualTo(
                                Arrays.copyOfRange(content, (block - 1) * 512, Math.min(block * 512, content.length)));
            }
            client.send(ack(last));
        }
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

    private Load load() {
        return Load.on(karaf.server(), client -> List.of(FILE), CLIENT_TIMEOUT);
    }

    private static void assertNothingWasDropped(String how, Load load) throws InterruptedException {
        System.out.println("configured by " + how + ": " + load.end());
        assertThat(load.failures()).isEmpty();
        assertThat(load.timeouts()).as("silences longer than " + CLIENT_TIMEOUT).isZero();
    }

    private static void taken(String what, Callable<Boolean> condition) {
        Inside.await(what + " is taken up", TAKEN_UP, condition);
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

    private Download.Result download(String... options) {
        try (ScriptedClient client = ScriptedClient.at(CLIENT, karaf.server())) {
            return Download.of(client, readRequest(FILE.path(), options), CLIENT_TIMEOUT);
        }
    }

    private Map<String, String> granted(String... options) {
        return download(options).granted();
    }

    private int blockSize() {
        return Integer.parseInt(granted("blksize", "1400").getOrDefault("blksize", "0"));
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

    /** Acknowledges the block before this one; this one, past copies of the last. */
    private static Reply next(ScriptedClient client, int block) {
        client.send(ack(block - 1));
        Reply reply = client.receive();
        while (reply.isData(block - 1)) {
            reply = client.receive();
        }
        assertThat(reply.isData(block)).as("%s is block %s", reply, block).isTrue();
        return reply;
    }
}
