package io.rtftp.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.net.FreePort;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Metrics of a running server, turned on, moved and turned off by its configuration file, and read with curl. */
@ExtendWith(Unpacked.class)
class MetricsIT {

    private static final int KERNEL_BYTES = 300_000;
    private static final String PLACE = "place=\"default\"";

    private final Distribution distribution;

    @TempDir
    Path work = Path.of("");

    private final int port = FreePort.any();

    MetricsIT(Distribution distribution) {
        this.distribution = distribution;
    }

    @BeforeEach
    void makeRootAndConfiguration() throws IOException, InterruptedException {
        Files.createDirectories(work.resolve("root/default"));
        Files.write(work.resolve("root/default/vmlinuz"), new byte[KERNEL_BYTES]);
        distribution.copyEtc(etc());
    }

    @Test
    void hitsMissesAndClientsThatGoAreCounted() throws IOException, InterruptedException {
        try (ServerProcess server = start()) {
            int tftp = server.readyPort();
            fetch(tftp); // before anybody counts
            configure(Integer.toString(port));
            server.awaitOutput("metrics are at http://127.0.0.1:" + port + "/metrics");

            fetch(tftp);
            fetch(tftp);
            misses(tftp, "no-such-file");
            goesAway(tftp);
            writes(tftp);
            Scrape scrape = scrapeWhere("rtftp_requests_total{" + PLACE + ",result=\"aborted\"}", 1);

            assertThat(scrape.value("rtftp_ready")).isEqualTo(1);
            assertThat(scrape.value("rtftp_requests_total{" + PLACE + ",result=\"completed\"}"))
                    .isEqualTo(2);
            assertThat(scrape.value("rtftp_requests_total{place=\"none\",result=\"not_found\"}"))
                    .isEqualTo(1);
            assertThat(scrape.value("rtftp_sent_bytes_total{" + PLACE + "}")).isEqualTo(2 * KERNEL_BYTES);
            assertThat(scrape.value("rtftp_requests_rejected_total{reason=\"write\"}"))
                    .isEqualTo(1);
            assertThat(scrape.value("rtftp_transfers_running{state=\"sending\"}"))
                    .isZero();
            assertThat(scrape.value("rtftp_transfer_duration_seconds_count{" + PLACE + ",result=\"completed\"}"))
                    .isEqualTo(2);
            assertThat(scrape.value("rtftp_time_to_first_block_seconds_count{" + PLACE + "}"))
                    .isEqualTo(3);
            assertThat(scrape.value("rtftp_disks{state=\"ready\"}")).isZero();
            assertThat(scrape.value("rtftp_events_missed_total")).isZero();
            assertThat(scrape.value("process_resident_memory_bytes")).isGreaterThan(10 << 20);
        }
    }

    @Test
    void theDocumentListsEveryMetricAndNoOther() throws IOException, InterruptedException {
        try (ServerProcess server = start()) {
            server.readyPort();
            configure(Integer.toString(port));
            server.awaitOutput("metrics are at");
            String document = Files.readString(Path.of("..", "docs", "metrics.md"));
            assertThat(document.lines()
                            .filter(line -> line.startsWith("| `rtftp_") || line.startsWith("| `process_"))
                            .map(line -> line.substring(3, line.indexOf('`', 3)))
                            .map(name -> name.replaceFirst("\\{.*", "")))
                    .containsExactlyInAnyOrderElementsOf(scrape().names());
        }
    }

    @Test
    void itIsOffMovedAndOffAgainWithoutARestart() throws IOException, InterruptedException {
        String completed = "rtftp_requests_total{" + PLACE + ",result=\"completed\"}";
        try (ServerProcess server = start()) {
            int tftp = server.readyPort();
            assertThat(isOpen(port)).isFalse();
            configure("everywhere");
            server.awaitOutput("io.rtftp: metrics_listen = everywhere is not empty, a port");
            configure(Integer.toString(port));
            server.awaitOutput("metrics are at http://127.0.0.1:" + port + "/metrics");
            fetch(tftp);

            String next = moveToATakenPort(server);
            server.awaitOutput("metrics are at http://" + next + "/metrics");
            String text = new Curl(work).fetch("http://" + next + "/metrics");
            assertThat(new Scrape(text).value(completed))
                    .as("what was counted before the move")
                    .isEqualTo(1);
            awaitClosed(port);

            configure("");
            server.awaitOutput("metrics are not at http://" + next + "/metrics any more");
            fetch(tftp);
        }
    }

    /** The port is free again when this returns; until then the metrics stayed where they were. */
    private String moveToATakenPort(ServerProcess server) throws IOException, InterruptedException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String next = "127.0.0.1:" + other.getLocalPort();
            configure(next);
            server.awaitOutput("cannot publish metrics at " + next + ": Address already in use; it is tried again");
            scrapeWhere("rtftp_requests_total{" + PLACE + ",result=\"completed\"}", 1);
            return next;
        }
    }

    @Test
    void countsGoOnThroughAnUpdateOfProtocol() throws IOException, InterruptedException {
        try (ServerProcess server = start()) {
            int tftp = server.readyPort();
            configure(Integer.toString(port));
            server.awaitOutput("metrics are at");
            fetch(tftp);
            misses(tftp, "before");
            writes(tftp);
            Scrape before = scrapeWhere("rtftp_requests_total{place=\"none\",result=\"not_found\"}", 1);

            update("protocol");
            update("resolver-chain");
            fetch(tftp);
            misses(tftp, "after");
            writes(tftp);

            Scrape after = scrapeWhere("rtftp_requests_total{place=\"none\",result=\"not_found\"}", 2);
            assertThat(after.countersBelow(before)).isEmpty();
            assertThat(after.value("rtftp_requests_total{" + PLACE + ",result=\"completed\"}"))
                    .isEqualTo(2);
            assertThat(after.value("rtftp_requests_rejected_total{reason=\"write\"}"))
                    .isEqualTo(2);
            assertThat(after.value("rtftp_place_answers_total{answer=\"found\"," + PLACE + "}"))
                    .isEqualTo(2);
        }
    }

    private ServerProcess start() throws IOException {
        Map<String, String> environment = Map.of("KARAF_ETC", etc().toString());
        String root = work.resolve("root").toString();
        // A port of its own: a replaced bundle that asks for any port gets another one.
        return distribution.start(data(), environment, "--listen", "127.0.0.1:" + FreePort.any(), "--root", root);
    }

    private void configure(String metricsListen) throws IOException {
        Path written = Files.writeString(work.resolve("io.rtftp.cfg"), "metrics_listen = " + metricsListen + "\n");
        Files.move(written, etc().resolve("io.rtftp.cfg"), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path etc() {
        return work.resolve("etc");
    }

    private Path data() {
        return work.resolve("data");
    }

    private void fetch(int tftp) throws IOException, InterruptedException {
        assertThat(new Curl(work).fetch("tftp://127.0.0.1:" + tftp + "/vmlinuz"))
                .hasSize(KERNEL_BYTES);
    }

    private static void misses(int tftp, String name) {
        try (ScriptedClient client = client(tftp)) {
            assertThat(client.ask(Packets.readRequest(name)).receive().isError(1))
                    .isTrue();
        }
    }

    /** As UEFI does when it knows the size. */
    private static void goesAway(int tftp) {
        try (ScriptedClient client = client(tftp)) {
            assertThat(client.ask(Packets.readRequest("vmlinuz")).receive().isData(1))
                    .isTrue();
            client.send(Packets.error(0, "seen enough"));
        }
    }

    private static void writes(int tftp) {
        try (ScriptedClient client = client(tftp)) {
            assertThat(client.ask(Packets.request(2, "upload", "octet"))
                            .receive()
                            .isError(2))
                    .isTrue();
        }
    }

    private static ScriptedClient client(int tftp) {
        return ScriptedClient.at("127.0.0.1", new InetSocketAddress(InetAddress.getLoopbackAddress(), tftp));
    }

    private void update(String bundle) throws IOException, InterruptedException {
        Path jar = distribution.home().resolve("system/io/rtftp/" + bundle);
        String version = System.getProperty("rtftp.version", "");
        Distribution.Ended updated = distribution.run(
                work.resolve("update"),
                "rtftpctl",
                "--data",
                data().toString(),
                "bundle:update",
                "io.rtftp." + bundle,
                jar.resolve(version + "/" + bundle + "-" + version + ".jar")
                        .toUri()
                        .toString());
        assertThat(updated.status()).as(updated.err()).isZero();
    }

    private Scrape scrape() throws IOException, InterruptedException {
        return new Scrape(new Curl(work).fetch("http://127.0.0.1:" + port + "/metrics"));
    }

    /** What the server says when a series has come to this value: what ends is counted a moment later. */
    private Scrape scrapeWhere(String series, double value) throws IOException, InterruptedException {
        long until = System.nanoTime() + 60_000_000_000L;
        while (true) {
            String text = new Curl(work).fetch("http://127.0.0.1:" + port + "/metrics");
            if (text.lines().anyMatch(line -> line.equals(series + " " + value))) {
                return new Scrape(text);
            }
            assertThat(System.nanoTime() - until)
                    .as("no " + series + " " + value + " in a minute:\n" + text)
                    .isNegative();
        }
    }

    private static void awaitClosed(int port) {
        long until = System.nanoTime() + 60_000_000_000L;
        while (isOpen(port)) {
            assertThat(System.nanoTime() - until)
                    .as("nanoseconds over a minute")
                    .isNegative();
        }
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
