package io.rtftp.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.disk.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The distribution on hosts that are not like the one it was built on. */
@ExtendWith(Unpacked.class)
class SurroundingsIT {

    /** Root has namespaces of its own for the asking; others have them by way of a user namespace, where the host allows these. */
    private static final boolean IS_ROOT = System.getProperty("user.name", "").equals("root");

    private final Distribution distribution;

    @TempDir
    Path work = Path.of("");

    SurroundingsIT(Distribution distribution) {
        this.distribution = distribution;
    }

    @BeforeEach
    void makeRoot() throws IOException {
        Files.createDirectories(work.resolve("root/default"));
        Files.writeString(work.resolve("root/default/hello.txt"), "hello\n");
    }

    @Test
    void itsInstallationCanBeReadOnly() throws IOException, InterruptedException {
        // A mount, since root may write where modes say that nobody may.
        String home = distribution.home().toString();
        List<String> within =
                namespace("--mount", "mount --bind " + home + " " + home + " && mount -o remount,bind,ro " + home);
        try (ServerProcess server = start(new Distribution(distribution.home(), within), Map.of(), "127.0.0.1:0")) {
            assertThat(new Curl(work).fetch("tftp://127.0.0.1:" + server.readyPort() + "/hello.txt"))
                    .isEqualTo("hello\n");
            assertThat(Path.of(home, "data")).doesNotExist();
            server.process().destroy();
            assertThat(server.end().err()).isEmpty();
        }
    }

    @Test
    void itNeedsNoNetworkAndNoMavenRepository() throws IOException, InterruptedException {
        List<String> within = namespace("--net", "ip link set lo up");
        try (ServerProcess server = start(new Distribution(distribution.home(), within), Map.of(), "127.0.0.1:0")) {
            int port = server.readyPort();
            assertThat(new Curl(work, inNetworkOf(server)).fetch("tftp://127.0.0.1:" + port + "/hello.txt"))
                    .isEqualTo("hello\n");
        }
    }

    @Test
    void aWindowOfBlocksThatDoNotFitThePathArrives() throws IOException, InterruptedException {
        byte[] kernel = Bytes.noise(2_000_000, 12);
        Files.write(work.resolve("root/default/kernel"), kernel);
        Path etc = work.resolve("etc");
        distribution.copyEtc(etc);
        Path configuration = etc.resolve("io.rtftp.cfg");
        Files.writeString(
                configuration,
                Files.readString(configuration).replace("block_size_max = auto", "block_size_max = 1468"));
        // The kernel takes no packet that is to be cut into such as have to be cut again (UDP_SEGMENT).
        List<String> within = namespace("--net", "ip link set lo mtu 1280 && ip link set lo up");
        Map<String, String> environment = Map.of("KARAF_ETC", etc.toString());
        try (ServerProcess server = start(new Distribution(distribution.home(), within), environment, "127.0.0.1:0")) {
            Path got = work.resolve("got");
            List<String> words = inNetworkOf(server);
            words.addAll(List.of("atftp", "--option", "blksize 1468", "--option", "windowsize 16", "--get"));
            words.addAll(List.of("-r", "kernel", "-l", got.toString(), "127.0.0.1", "" + server.readyPort()));
            Process atftp = new ProcessBuilder(words).inheritIO().start();
            assertThat(atftp.waitFor()).as("status of atftp").isZero();
            assertThat(got).hasBinaryContent(kernel);
        }
    }

    @Test
    void namesThatAreNotAsciiAreServedWhateverTheLocale() throws IOException, InterruptedException {
        // By a shell: the virtual machine of this test may itself be in a locale that has no such names.
        String make = "printf surprise >\"$(printf 'root/default/\\303\\234berraschung.img')\"";
        Process shell = new ProcessBuilder("sh", "-c", make)
                .directory(work.toFile())
                .inheritIO()
                .start();
        assertThat(shell.waitFor()).isZero();
        Map<String, String> environment = Map.of("LC_ALL", "C", "LANG", "C");
        try (ServerProcess server = start(distribution, environment, "127.0.0.1:0")) {
            String url = "tftp://127.0.0.1:" + server.readyPort() + "/%C3%9Cberraschung.img";
            assertThat(new Curl(work).fetch(url)).isEqualTo("surprise");
        }
    }

    @Test
    void itListensOnAnIpv6Address() throws IOException, InterruptedException {
        try (ServerProcess server = start(distribution, Map.of(), "[::1]:0")) {
            assertThat(new Curl(work).fetch("tftp://[::1]:" + server.readyPort() + "/hello.txt"))
                    .isEqualTo("hello\n");
        }
    }

    @Test
    void aCommandSentDuringTheStartIsAnsweredAndLeavesNoTrace() throws IOException, InterruptedException {
        try (ServerProcess server = start(distribution, Map.of(), "127.0.0.1:0")) {
            server.awaitFile(data().resolve("control.sock"));
            Distribution.Ended early =
                    distribution.run(work.resolve("ctl"), "rtftpctl", "--data", data().toString(), "status");
            // The commands are there; whether the server answers yet is what this one tells.
            assertThat(early.err()
                            .lines()
                            .filter(line -> !line.equals("rtftp:status: the server does not answer requests")))
                    .isEmpty();
            assertThat(early.status()).isIn(0, 1);
            server.readyPort();
            server.process().destroy();
            assertThat(server.end().err()).isEmpty();
        }
    }

    @Test
    void aJavaThatIsTooNewOrTooOldIsRefusedWithOneLine() throws IOException, InterruptedException {
        for (String version : new String[] {"25.0.1", "24", "11.0.2", "1.8.0_402"}) {
            Path java = javaThatSays(version);
            try (ServerProcess server = start(distribution, Map.of("JAVA_HOME", java.toString()), "127.0.0.1:0")) {
                Distribution.Ended ended = server.end();
                assertThat(ended.err())
                        .startsWith("rtftp: " + java + "/bin/java is Java ")
                        .endsWith("; Java 17 to 23 is needed\n")
                        .hasLineCount(1);
                assertThat(ended.status()).isEqualTo(1);
            }
        }
    }

    /** What runs a command in a namespace of its own, after {@code preparation}. */
    private static List<String> namespace(String kind, String preparation) {
        List<String> words = new ArrayList<>(List.of("unshare", kind));
        if (!IS_ROOT) {
            words.add("--map-root-user");
        }
        words.addAll(List.of("sh", "-c", preparation + " && exec \"$@\"", "sh"));
        return words;
    }

    /** What runs a command where this server's network is. */
    private static List<String> inNetworkOf(ServerProcess server) {
        List<String> words = new ArrayList<>(
                List.of("nsenter", "--net", "--target", "" + server.process().pid()));
        if (!IS_ROOT) {
            words.addAll(List.of("--user", "--preserve-credentials"));
        }
        return words;
    }

    private Path javaThatSays(String version) throws IOException {
        Path home = work.resolve("java-" + version);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        Files.createFile(
                home.resolve("bin/java"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        return home.toRealPath();
    }

    private Path data() {
        return work.resolve("data");
    }

    private ServerProcess start(Distribution from, Map<String, String> environment, String listen) throws IOException {
        return from.start(
                data(),
                environment,
                "--listen",
                listen,
                "--root",
                work.resolve("root").toString());
    }
}
