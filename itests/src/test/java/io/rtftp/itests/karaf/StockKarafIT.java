package io.rtftp.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.itests.karaf.driver.Ground;
import io.rtftp.itests.karaf.driver.InContainer;
import io.rtftp.itests.karaf.driver.KarafTest;
import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The features in a Karaf that knows nothing of RTFTP, without a network: whole, each one left out in turn, and gone again. */
@KarafTest(Ground.STOCK_KARAF)
class StockKarafIT {

    private static final String VERSION = System.getProperty("rtftp.version", "");
    private static final String FEATURES = "mvn:io.rtftp/features/" + VERSION + "/xml/features";
    private static final String CLIENT = "127.0.9.1";
    private static final String CLIENT_WITH_DISK = "127.0.9.2";

    /** Who waits for a disk is more patient than who waits for a bundle's start. */
    private static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(1);
    private static final byte[] HELLO = "hello\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KERNEL = new Load.Wanted("vmlinuz", 3, 100_000).content();

    private final Inside karaf = new Inside();
    private final ConfigurationFile file = new ConfigurationFile();
    private final Traces traces = new Traces(karaf);

    @BeforeEach
    void begin() throws IOException {
        karaf.write("default/hello.txt", HELLO);
        traces.remember();
    }

    @AfterEach
    void forgetDisk() throws IOException {
        Files.deleteIfExists(description());
    }

    @Test
    @InContainer
    void allOfItIsOneFeature() throws Exception {
        karaf.shell("feature:repo-add " + FEATURES);
        karaf.shell("feature:install rtftp");
        assertThat(traces.bundles())
                .containsExactlyInAnyOrder(
                        "api", "resolver-chain", "protocol", "local-source", "guestfs-source", "watcher", "shell");
        try (BootDisk disk = BootDisk.with(Map.of("vmlinuz", KERNEL))) {
            disk.describe(karaf.root(), CLIENT_WITH_DISK);
            Inside.await("the disk is attached unasked", () -> disks().contains(" ready "));
            assertThat(fetched(CLIENT, "hello.txt")).isEqualTo(HELLO);
            assertThat(fetched(CLIENT_WITH_DISK, "vmlinuz")).isEqualTo(KERNEL);
            assertThat(karaf.shell("rtftp:status")).contains("server", "ready");
            uninstall("rtftp");
        }
        traces.assertGone();
        traces.assertNoThread();
    }

    @Test
    @InContainer
    void withoutGuestfsLocalFilesAreServed() throws Exception {
        install("rtftp-local rtftp-watcher rtftp-shell");
        assertThat(traces.bundles())
                .containsExactlyInAnyOrder("api", "resolver-chain", "protocol", "local-source", "watcher", "shell");
        assertThat(fetched(CLIENT, "hello.txt")).isEqualTo(HELLO);
        assertThat(karaf.shell("rtftp:status")).contains("server", "ready");
        uninstall("rtftp-local rtftp-watcher rtftp-shell");
        traces.assertGone();
    }

    @Test
    @InContainer
    void withoutWatcherADiskIsAttachedWhenItsClientAsks() throws Exception {
        install("rtftp-local rtftp-guestfs rtftp-shell");
        assertThat(traces.bundles())
                .containsExactlyInAnyOrder(
                        "api", "resolver-chain", "protocol", "local-source", "guestfs-source", "shell");
        try (BootDisk disk = BootDisk.with(Map.of("vmlinuz", KERNEL))) {
            disk.describe(karaf.root(), CLIENT_WITH_DISK);
            assertThat(fetched(CLIENT, "hello.txt")).isEqualTo(HELLO);
            assertThat(disks()).doesNotContain(":" + disk.server().port());
            assertThat(fetched(CLIENT_WITH_DISK, "vmlinuz")).isEqualTo(KERNEL);
            assertThat(disks()).contains(" ready ");
            uninstall("rtftp-local rtftp-guestfs rtftp-shell");
        }
        traces.assertGone();
    }

    @Test
    @InContainer
    void withoutShellFilesAreServed() throws Exception {
        install("rtftp-local rtftp-guestfs rtftp-watcher");
        assertThat(traces.bundles())
                .containsExactlyInAnyOrder(
                        "api", "resolver-chain", "protocol", "local-source", "guestfs-source", "watcher");
        assertThat(fetched(CLIENT, "hello.txt")).isEqualTo(HELLO);
        uninstall("rtftp-local rtftp-guestfs rtftp-watcher");
        traces.assertGone();
    }

    @Test
    @InContainer
    void withoutLocalFilesDisksAreServed() throws Exception {
        install("rtftp-guestfs rtftp-watcher rtftp-shell");
        assertThat(traces.bundles())
                .containsExactlyInAnyOrder("api", "resolver-chain", "protocol", "guestfs-source", "watcher", "shell");
        try (BootDisk disk = BootDisk.with(Map.of("vmlinuz", KERNEL))) {
            disk.describe(karaf.root(), CLIENT_WITH_DISK);
            assertThat(fetched(CLIENT_WITH_DISK, "vmlinuz")).isEqualTo(KERNEL);
            uninstall("rtftp-guestfs rtftp-watcher rtftp-shell");
        }
        traces.assertGone();
    }

    @Test
    @InContainer
    void metricsAreAFeatureOfTheirOwn() throws Exception {
        install("rtftp-local rtftp-metrics");
        assertThat(traces.bundles())
                .containsExactlyInAnyOrder("api", "resolver-chain", "protocol", "local-source", "metrics");
        assertThat(fetched(CLIENT, "hello.txt")).isEqualTo(HELLO); // so that there is no request left to count
        int port = freePort();
        List<String> before = file.lines();
        file.set("metrics_listen", Integer.toString(port));
        URL metrics = URI.create("http://127.0.0.1:" + port + "/metrics").toURL();
        try {
            Inside.await("metrics are published", () -> isThere(metrics));
            assertThat(fetched(CLIENT, "hello.txt")).isEqualTo(HELLO);
            String sent = "rtftp_sent_bytes_total{place=\"default\"} " + (double) HELLO.length;
            Inside.await(sent, () -> read(metrics).contains(sent));
        } finally {
            file.write(before);
        }
        Inside.await("metrics are off", () -> !isThere(metrics));
        uninstall("rtftp-local rtftp-metrics");
        traces.assertGone();
        traces.assertNoThread();
    }

    @Test
    @InContainer
    void theKarHasAllOfItInIt() throws Exception {
        Path kar = Path.of(System.getProperty("rtftp.kar", ""));
        Path repository = Path.of(System.getProperty("rtftp.test.repository", ""));
        Path away = repository.resolveSibling("away");
        Files.move(repository, away); // nothing but the kar
        try {
            karaf.shell("kar:install " + kar.toUri());
            assertThat(traces.bundles())
                    .containsExactlyInAnyOrder(
                            "api", "resolver-chain", "protocol", "local-source", "guestfs-source", "watcher", "shell");
            assertThat(fetched(CLIENT, "hello.txt")).isEqualTo(HELLO);
            karaf.shell("kar:uninstall features-" + VERSION);
            traces.assertGone();
        } finally {
            Files.move(away, repository);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static boolean isThere(URL page) {
        try {
            return !read(page).isEmpty();
        } catch (IOException refused) {
            return false;
        }
    }

    private static String read(URL page) throws IOException {
        try (InputStream in = page.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void install(String features) {
        karaf.shell("feature:repo-add " + FEATURES);
        karaf.shell("feature:install " + features);
    }

    private void uninstall(String features) {
        karaf.shell("feature:uninstall " + features);
        karaf.shell("feature:repo-remove " + FEATURES);
    }

    private String disks() {
        return karaf.shell("rtftp:disks");
    }

    private Path description() {
        return karaf.root().resolve(CLIENT_WITH_DISK + ".nbd");
    }

    private byte[] fetched(String client, String file) throws IOException {
        Duration timeout = client.equals(CLIENT) ? SHORT_TIMEOUT : CLIENT_TIMEOUT;
        try (ScriptedClient socket = ScriptedClient.at(client, karaf.configuredAddress())) {
            return Download.of(socket, Packets.readRequest(file), timeout)
                    .content()
                    .bytes();
        }
    }
}
