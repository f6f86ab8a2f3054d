package io.rtftp.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.net.FreePort;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that asks from the first moment of a start on, whichever of our bundles starts first. */
@ExtendWith(Unpacked.class)
class StartOrderIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration CLIENT_TIMEOUT = Duration.ofMillis(100);
    private static final Pattern OURS = Pattern.compile("mvn\\\\:io\\.rtftp/(?!daemon/).*");

    private final Distribution distribution;
    private final List<String> startup;

    @TempDir
    Path work = Path.of("");

    StartOrderIT(Distribution distribution) throws IOException {
        this.distribution = distribution;
        Path asBuilt = distribution.home().resolve("etc/startup.properties.as-built");
        if (!Files.exists(asBuilt)) {
            Files.copy(startupFile(), asBuilt);
        }
        startup = Files.readAllLines(asBuilt);
        assertThat(startup.stream().filter(StartOrderIT::isOurs)).hasSizeGreaterThan(6);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noFileIsMissingBecauseItsPlaceStartsLate(long seed) throws IOException, InterruptedException {
        Files.write(startupFile(), shuffled(seed));
        Path root = work.resolve("root");
        write(root.resolve("default/hello.txt"), "everyone's");
        write(root.resolve("127.0.0.1/hello.txt"), "the client's own");
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.any());
        try (ServerProcess server = distribution.start(
                        work.resolve("data"),
                        Map.of(),
                        "--listen",
                        "127.0.0.1:" + address.getPort(),
                        "--root",
                        root.toString());
                ScriptedClient client = ScriptedClient.at("127.0.0.1", address)) {
            Reply first = firstReply(server, client);
            assertThat(first.isData(1))
                    .as("the first reply, %s, is the file", first)
                    .isTrue();
            assertThat(new String(first.content(), StandardCharsets.US_ASCII)).isEqualTo("the client's own");
        }
    }

    private static Reply firstReply(ServerProcess server, ScriptedClient client) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<Reply> reply = Optional.empty();
        while (reply.isEmpty() && System.nanoTime() - deadline < 0) {
            reply = client.ask(Packets.readRequest("hello.txt")).receive(CLIENT_TIMEOUT);
        }
        String said = Files.readString(server.out()) + Files.readString(server.err());
        return reply.orElseThrow(() -> new AssertionError("no reply in " + PATIENCE + "; the server said: " + said));
    }

    /** Our bundles at each other's start levels, but for the daemon, which brings the options of the command line. */
    private List<String> shuffled(long seed) {
        List<String> levels = new ArrayList<>();
        startup.stream().filter(StartOrderIT::isOurs).forEach(line -> levels.add(level(line)));
        Collections.shuffle(levels, new Random(seed));
        Iterator<String> next = levels.iterator();
        return startup.stream()
                .map(line -> isOurs(line) ? line.substring(0, line.lastIndexOf('=') + 1) + next.next() : line)
                .toList();
    }

    private static boolean isOurs(String line) {
        return OURS.matcher(line).matches();
    }

    private static String level(String line) {
        return line.substring(line.lastIndexOf('=') + 1);
    }

    private Path startupFile() {
        return distribution.home().resolve("etc/startup.properties");
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, content);
    }
}
