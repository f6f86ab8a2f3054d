package io.rtftp.guestfs.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.disk.Bytes;
import io.rtftp.testkit.disk.DiskImage;
import io.rtftp.testkit.disk.Filesystem;
import io.rtftp.testkit.disk.NbdServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A spool whose filesystem is full. It is a small tmpfs in mount and user namespaces of its own, where a process of its own serves; what it
 * proves is in {@link FullSpoolMain}.
 */
class FullSpoolTest {

    private static final String SMALL =
            "mount -t tmpfs -o size=%d tmpfs \"$1\" && exec \"$2\" -cp \"$3\" %s \"$1\" \"$4\"";

    @Test
    void whoNeedsRoomIsToldThatThereIsNoneUntilThereIs(@TempDir Path directory) throws Exception {
        DiskImage image = DiskImage.at(directory.resolve("disk"))
                .partition(Filesystem.ext4()
                        .file("kernel", Bytes.noise(FullSpoolMain.KERNEL_BYTES, 1))
                        .file("initrd", Bytes.noise(FullSpoolMain.INITRD_BYTES, 2))
                        .file("small", "small"))
                .build();
        try (NbdServer server = NbdServer.of(image.file()).start()) {
            Process serving = serve(Files.createDirectory(directory.resolve("t")), server.url());
            String said = new String(serving.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(serving.waitFor()).as(said).isZero();
        }
    }

    private static Process serve(Path spool, String url) throws IOException {
        return new ProcessBuilder(List.of(
                        "unshare",
                        "--user",
                        "--map-root-user",
                        "--mount",
                        "sh",
                        "-c",
                        SMALL.formatted(FullSpoolMain.ROOM_BYTES, FullSpoolMain.class.getName()),
                        "sh",
                        spool.toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("java.class.path"),
                        url))
                .redirectErrorStream(true)
                .start();
    }
}
