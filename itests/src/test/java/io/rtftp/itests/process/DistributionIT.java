package io.rtftp.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Unpacked.class)
class DistributionIT {

    private static final String ANY_PORT = "127.0.0.1:0";

    private final Distribution distribution;

    @TempDir
    Path work = Path.of("");

    DistributionIT(Distribution distribution) {
        this.distribution = distribution;
    }

    @BeforeEach
    void makeRoot() throws IOException {
        Files.createDirectories(root().resolve("default"));
        Files.writeString(root().resolve("default/hello.txt"), "hello\n");
    }

    @Test
    void itServesAnswersItsControlSocketAndStopsCleanly() throws IOException, InterruptedException {
        Path data = work.resolve("data");
        try (ServerProcess server =
                distribution.start(data, Map.of(), "--listen", ANY_PORT, "--root", root().toString())) {
            int port = server.readyPort();
            assertThat(fetch(port)).isEqualTo("hello\n");
            assertThat(ctl(data, "status").status()).isZero();
            assertThat(ctl(data, "sessions").out()).contains("hello.txt", "completed");
            assertThat(ctl(data, "session", "999").status()).isEqualTo(1);
            assertThat(ctl(data, "nosuch").status()).isEqualTo(1);
            server.process().destroy();
            Distribution.Ended ended = server.end();
            assertThat(ended.status()).isZero();
            assertThat(ended.err()).isEmpty();
            assertThat(ended.out().lines().filter(line -> line.startsWith("rtftp ready:")))
                    .hasSize(1);
        }
        assertThat(data.resolve("control.sock")).doesNotExist();
        assertThat(data.resolve("log/rtftp.log"))
                .as("what is on standard output already")
                .doesNotExist();
    }

    /** The archive is made anew where there is one already. */
    @Test
    void aPreparedServerStartsFromItsArchiveOfClasses() throws IOException, InterruptedException {
        Distribution prepared = Distribution.unpack(Files.createDirectories(work.resolve("prepared")));
        Path archive = prepared.home().resolve("lib/classes.jsa");

        for (String time : List.of("first", "second")) {
            Distribution.Ended ended = prepared.run(work.resolve(time), "rtftp", "--prepare");

            assertThat(ended.err()).isEmpty();
            assertThat(ended.status()).isZero();
            assertThat(archive).isNotEmptyFile();
        }
        assertThat(prepared.home().resolve("data")).doesNotExist();
        try (ServerProcess server =
                prepared.start(work.resolve("data"), Map.of(), "--listen", ANY_PORT, "--root", root().toString())) {
            assertThat(fetch(server.readyPort())).isEqualTo("hello\n");
            String mapped = Files.readString(Path.of("/proc/" + server.process().pid() + "/maps"));
            assertThat(mapped).contains(archive.toRealPath().toString());
        }
    }

    /** As a package does it, which installs where the server may not write. */
    @Test
    void aServerIsPreparedInItsDataDirectoryToo() throws IOException, InterruptedException {
        Path data = work.resolve("prepared-data");

        Distribution.Ended ended =
                distribution.run(work.resolve("prepare"), "rtftp", "--data", data.toString(), "--prepare");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.status()).isZero();
        assertThat(data).isDirectoryContaining(file -> file.endsWith("classes.jsa"));
        try (ServerProcess server =
                distribution.start(data, Map.of(), "--listen", ANY_PORT, "--root", root().toString())) {
            assertThat(fetch(server.readyPort())).isEqualTo("hello\n");
            String mapped = Files.readString(Path.of("/proc/" + server.process().pid() + "/maps"));
            assertThat(mapped).contains(data.resolve("classes.jsa").toRealPath().toString());
        }
    }

    @Test
    void anOptionWinsOverTheEnvironmentAndThatOverTheFile() throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("RTFTP_LISTEN", "127.0.0.1:1", "RTFTP_ROOT", root().toString());
        try (ServerProcess server = distribution.start(work.resolve("data"), environment, "--listen", ANY_PORT)) {
            assertThat(fetch(server.readyPort())).isEqualTo("hello\n");
        }
    }

    @Test
    void twoServersRunSideBySideAndOneDataDirectoryIsForOne() throws IOException, InterruptedException {
        String[] options = {"--listen", ANY_PORT, "--root", root().toString()};
        try (ServerProcess one = distribution.start(work.resolve("one"), Map.of(), options);
                ServerProcess two = distribution.start(work.resolve("two"), Map.of(), options)) {
            assertThat(fetch(one.readyPort())).isEqualTo("hello\n");
            assertThat(fetch(two.readyPort())).isEqualTo("hello\n");
            assertFails(
                    1,
                    "another server uses the data directory",
                    "--data",
                    work.resolve("one").toString());
        }
    }

    @Test
    void aPortInUseIsOneLine() throws IOException, InterruptedException {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertFails(
                    1,
                    "Address already in use",
                    "--listen",
                    "127.0.0.1:" + taken.getLocalPort(),
                    "--root",
                    root().toString());
        }
    }

    @Test
    void aMissingRootIsOneLine() throws IOException, InterruptedException {
        assertFails(
                1,
                "does not exist",
                "--listen",
                ANY_PORT,
                "--root",
                work.resolve("none").toString());
    }

    @Test
    void wrongUsageIsOneLineAndStatusTwo() throws IOException, InterruptedException {
        assertFails(2, "unknown option --prot", "--prot", "69");
        assertFails(2, "--listen needs a value", "--listen");
        assertFails(2, "with a port from 0 to 65535", "--listen", "127.0.0.1:65536");
        assertFails(2, "IPv6 in brackets", "--listen", "::1:69");
        assertFails(2, "is not a whole number of seconds", "--idle-timeout", "soon");
    }

    @Test
    void theVersionIsThatOfTheBuild() throws IOException, InterruptedException {
        assertThat(distribution.run(work, "rtftp", "--version").out())
                .isEqualTo("rtftp " + System.getProperty("rtftp.version") + "\n");
    }

    @Test
    void withoutAServerTheControlScriptSaysSo() throws IOException, InterruptedException {
        Distribution.Ended ended = ctl(work.resolve("data"), "status");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err()).contains("no server is running").hasLineCount(1);
    }

    private Path root() {
        return work.resolve("root");
    }

    private void assertFails(int status, String reason, String... options) throws IOException, InterruptedException {
        try (ServerProcess server = distribution.start(work.resolve("failing"), Map.of(), options)) {
            Distribution.Ended ended = server.end();
            assertThat(ended.err()).contains(reason).startsWith("rtftp: ").hasLineCount(1);
            assertThat(ended.status()).isEqualTo(status);
            assertThat(ended.out()).doesNotContain("rtftp ready:");
        }
    }

    private Distribution.Ended ctl(Path data, String... words) throws IOException, InterruptedException {
        String[] all = new String[words.length + 2];
        all[0] = "--data";
        all[1] = data.toString();
        System.arraycopy(words, 0, all, 2, words.length);
        return distribution.run(work.resolve("ctl"), "rtftpctl", all);
    }

    private String fetch(int port) throws IOException, InterruptedException {
        return new Curl(work).fetch("tftp://127.0.0.1:" + port + "/hello.txt");
    }
}
