package io.rtftp.guestfs.internal.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.guestfs.internal.source.NbdExport;
import io.rtftp.guestfs.internal.source.NbdExport.Tcp;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QemuImgTest {

    private static final Duration LIMIT = Duration.ofMinutes(4);

    @TempDir
    Path directory;

    private static String at(ServerSocket server) {
        NbdExport export = new NbdExport(new Tcp("127.0.0.1", server.getLocalPort()), "disk", false);
        return new BlockNodes(1).connection(export).toString();
    }

    private static boolean isAsking(ServerSocket server) {
        String port = "\"" + server.getLocalPort() + "\"";
        return ProcessHandle.current()
                .children()
                .anyMatch(child ->
                        QemuProcesses.commandLine(child.pid()).toString().contains(port));
    }

    @Test
    void whereTheServerHangsItIsKilledAfterItsLimitAndSaysSo() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> QemuImg.size(List.of(), at(server), Duration.ofMillis(300)))
                    .isInstanceOf(ApplianceException.class)
                    .hasMessage("qemu-img info took longer than 300 ms");

            Waiting.await("the end of qemu-img", () -> !isAsking(server));
        }
    }

    @Test
    void theSizeOfWhatItMadeIsTold() throws Exception {
        Path overlay = directory.resolve("overlay");

        QemuImg.createOverlay(overlay, 3 << 20, LIMIT);

        String node = "{\"driver\":\"qcow2\",\"file\":{\"driver\":\"file\",\"filename\":\"" + overlay + "\"}}";
        assertThat(QemuImg.size(List.of(), node, LIMIT)).isEqualTo(3 << 20);
        assertThat(overlay).isRegularFile();
        Files.delete(overlay);
        assertThatThrownBy(() -> QemuImg.size(List.of(), node, LIMIT)).hasMessageContaining("No such file");
    }
}
