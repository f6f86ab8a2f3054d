package io.rtftp.protocol.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.tftp.Faults;
import io.rtftp.testkit.tftp.LossyProxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** curl, tftp-hpa's client and atftp's client as peers. */
class RealClientsTest {

    private static final byte[] KERNEL = new byte[3_000_000];
    private static final byte[] TEXT =
            "set timeout=3\nmenuentry\r\n".repeat(500).getBytes(StandardCharsets.US_ASCII);

    static {
        new Random(9).nextBytes(KERNEL);
    }

    @TempDir
    private Path directory;

    private final RunningServer server = RunningServer.start(
            new Settings(),
            new MemoryChain()
                    .file("boot/vmlinuz", KERNEL)
                    .file("grub.cfg", TEXT)
                    .file("empty", new byte[0]));

    @AfterEach
    void nothingIsLeft() {
        server.isAtRest();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "512", "1468", "16384", "65464"})
    void curlDownloads(String blockSize) throws Exception {
        String path = blockSize.equals("8") ? "grub.cfg" : "boot/vmlinuz";

        assertThat(curl(server.address(), path, "--tftp-blksize", blockSize))
                .isEqualTo(blockSize.equals("8") ? TEXT : KERNEL);
    }

    @Test
    void curlDownloadsWithoutOptions() throws Exception {
        assertThat(curl(server.address(), "boot/vmlinuz", "--tftp-no-options")).isEqualTo(KERNEL);
    }

    @Test
    void curlDownloadsAnEmptyFile() throws Exception {
        // With options curl takes tsize 0 for an error (71), whoever serves.
        assertThat(curl(server.address(), "empty", "--tftp-no-options")).isEmpty();
    }

    @Test
    void curlIsToldThatAFileIsMissing() throws Exception {
        Run run = run("curl", "-sS", "-m", "60", url(server.address(), "nowhere"));

        assertThat(run.status).as(run.output).isEqualTo(68); // CURLE_TFTP_NOTFOUND
    }

    @Test
    void everyClientAddressOfTheLoopbackIsAClientOfItsOwn() throws Exception {
        for (String address : List.of("127.0.0.2", "127.1.2.3", "127.255.0.9")) {
            assertThat(curl(server.address(), "grub.cfg", "--interface", address))
                    .isEqualTo(TEXT);
        }
        assertThat(server.chain().asked().stream().map(asked -> asked.clientAddress()))
                .containsExactly("127.0.0.2", "127.1.2.3", "127.255.0.9");
    }

    @ParameterizedTest
    @CsvSource({"octet, boot/vmlinuz", "octet, grub.cfg", "octet, empty"})
    void tftpHpaDownloads(String mode, String path) throws Exception {
        assertThat(tftpHpa(mode, path)).isEqualTo(path.equals("empty") ? new byte[0] : content(path));
    }

    @Test
    void tftpHpaDownloadsATextInNetascii() throws Exception {
        // The receiver turns CR LF into its own line end and CR NUL into CR, so the text is as it was.
        assertThat(tftpHpa("netascii", "grub.cfg")).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource({"1, 1468", "4, 1468", "16, 1468", "64, 1408", "16, 65464"})
    void atftpDownloadsInWindows(String windowSize, String blockSize) throws Exception {
        assertThat(atftp(
                        server.address(),
                        "boot/vmlinuz",
                        List.of("--option", "windowsize " + windowSize, "--option", "blksize " + blockSize)))
                .isEqualTo(KERNEL);
    }

    @Test
    void atftpDownloadsWithEveryOption() throws Exception {
        assertThat(atftp(
                        server.address(),
                        "boot/vmlinuz",
                        List.of("--option", "tsize", "--option", "timeout 3", "--option", "blksize 1024")))
                .isEqualTo(KERNEL);
    }

    @Test
    void theyDownloadOverANetworkThatLosesEveryTwentiethPacket() throws Exception {
        Faults faults =
                Faults.none().losing(5).sparingRequests(); // these clients wait 5 s before they repeat a request
        try (LossyProxy network = LossyProxy.before(server.address(), faults, 11)) {
            // With options curl asks for a timeout of 5 s, which is then what each loss costs (RFC 2349).
            assertThat(curl(network.address(), "grub.cfg", "--tftp-no-options")).isEqualTo(TEXT);
            assertThat(atftp(
                            network.address(),
                            "boot/vmlinuz",
                            List.of("--option", "windowsize 16", "--option", "blksize 1468")))
                    .isEqualTo(KERNEL);
            assertThat(network.lost()).isPositive();
        }
    }

    private byte[] curl(InetSocketAddress from, String path, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "-m", "60", "-o", directory + "/out"));
        command.addAll(List.of(options));
        command.add(url(from, path));
        return fetched(command);
    }

    private byte[] tftpHpa(String mode, String path) throws Exception {
        InetSocketAddress from = server.address();
        String port = Integer.toString(from.getPort());
        return fetched(List.of("tftp", "-m", mode, from.getHostString(), port, "-c", "get", path, directory + "/out"));
    }

    private byte[] atftp(InetSocketAddress from, String path, List<String> options) throws Exception {
        List<String> command = new ArrayList<>(List.of("atftp", "--get", "-r", path, "-l", directory + "/out"));
        command.addAll(options);
        command.addAll(List.of(from.getHostString(), Integer.toString(from.getPort())));
        return fetched(command);
    }

    private byte[] fetched(List<String> command) throws Exception {
        Path out = directory.resolve("out");
        Files.deleteIfExists(out);
        Run run = run(command.toArray(new String[0]));
        assertThat(run.status).as("%s: %s", command, run.output).isZero();
        return Files.readAllBytes(out);
    }

    private static String url(InetSocketAddress from, String path) {
        return "tftp://" + from.getHostString() + ":" + from.getPort() + "/" + path;
    }

    private static byte[] content(String path) {
        return path.equals("grub.cfg") ? TEXT : KERNEL;
    }

    private record Run(int status, String output) {}

    private static Run run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException missing) {
            throw new AssertionError("install the Debian packages curl, tftp-hpa and atftp: " + missing, missing);
        }
        process.getOutputStream().close();
        byte[] output = process.getInputStream().readAllBytes();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + String.join(" ", command));
        }
        return new Run(process.exitValue(), new String(output, StandardCharsets.UTF_8));
    }
}
