package io.rtftp.testkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NbdServerTest {

    private static final HostTool QEMU_IMG = new HostTool("qemu-img", "qemu-utils");

    @TempDir
    Path directory;

    private Path image = Path.of("");

    @BeforeEach
    void anImage() throws IOException {
        image = Files.write(directory.resolve("image"), Bytes.noise(1 << 20, 3));
    }

    @Test
    void anExportIsServedReadOnlyOverTcp() {
        try (NbdServer server = NbdServer.of(image).export("some/disk").start()) {
            assertThat(QEMU_IMG.run("info", server.url())).contains("1 MiB");
            assertThatThrownBy(() ->
                            new HostTool("qemu-io", "qemu-utils").run("-f", "raw", "-c", "write 0 512", server.url()))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anExportIsServedOverAUnixSocket() {
        Path socket = directory.resolve("nbd");
        try (NbdServer server = NbdServer.of(image).socket(socket).start()) {
            assertThat(QEMU_IMG.run("info", server.url())).contains("1 MiB");
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void anEncryptedServerAnswersWhoKnowsItsAuthority() {
        Certificates certificates = Certificates.in(directory.resolve("tls"));
        try (NbdServer server = NbdServer.of(image).tls(certificates).start()) {
            assertThat(QEMU_IMG.run(
                            "info",
                            "--object",
                            "tls-creds-x509,id=tls0,endpoint=client,dir=" + certificates.clientDirectory(),
                            "--image-opts",
                            "driver=nbd,host=127.0.0.1,export=disk,tls-creds=tls0,port=" + server.port()))
                    .contains("1 MiB");
            assertThatThrownBy(() -> QEMU_IMG.run("info", server.url())).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aKilledServerRefusesAndComesBackAtTheSamePlace() {
        try (NbdServer server = NbdServer.of(image).start()) {
            server.kill();
            assertThatThrownBy(() -> QEMU_IMG.run("info", server.url())).hasMessageContaining("refused");

            server.start();

            assertThat(QEMU_IMG.run("info", server.url())).contains("1 MiB");
        }
    }

    @Test
    void aHangingServerAnswersWhenItGoesOn() {
        try (NbdServer server = NbdServer.of(image).start()) {
            server.hang();
            server.goOn();

            assertThat(QEMU_IMG.run("info", server.url())).contains("1 MiB");
        }
    }

    @Test
    void faultsComeFromNbdkitsFilters() throws IOException {
        Path failing = directory.resolve("failing");
        try (NbdServer server = NbdServer.of(image)
                .failingWhile(failing)
                .slowBy(Duration.ofMillis(1))
                .start()) {
            HostTool io = new HostTool("qemu-io", "qemu-utils");
            assertThat(io.run("-r", "-f", "raw", "-c", "read 0 512", server.url()))
                    .contains("read 512/512");
            Files.createFile(failing);
            assertThatThrownBy(() -> io.run("-r", "-f", "raw", "-c", "read 0 512", server.url()))
                    .hasMessageContaining("Input/output error");
        }
    }

    @Test
    void aClosedServerLeavesNoProcess() {
        NbdServer server = NbdServer.of(image).start();

        server.close();

        assertThat(server.isRunning()).isFalse();
    }
}
