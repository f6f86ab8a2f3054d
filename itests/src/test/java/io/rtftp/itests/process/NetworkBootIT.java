package io.rtftp.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.disk.DiskImage;
import io.rtftp.testkit.disk.Filesystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine boots over the network from its own NBD disk, whose last change stands in a journal that was never written back: the whole
 * way, as {@code itests/netboot/boot} lays it out.
 */
class NetworkBootIT {

    private static final int NAMESPACES_NOT_ALLOWED = 77;
    private static final String SCRIPT =
            "#!ipxe\nkernel vmlinuz console=ttyS0 panic=-1 rdinit=/init\ninitrd %s\nboot\n";

    @TempDir
    private Path directory;

    @Test
    void aMachineBootsWhatItsOwnDiskHoldsNow() throws IOException, InterruptedException {
        byte[] outdated = SCRIPT.formatted("old.img").getBytes(StandardCharsets.US_ASCII);
        byte[] now = SCRIPT.formatted("new.img").getBytes(StandardCharsets.US_ASCII);
        DiskImage disk = DiskImage.at(directory.resolve("disk.img"))
                .partition(Filesystem.ext4()
                        .mebibytes(160)
                        .file("boot/boot.ipxe", outdated)
                        .file("boot/vmlinuz", Files.readAllBytes(kernel()))
                        .file("boot/old.img", initrd("old"))
                        .file("boot/new.img", initrd("new")))
                .build();
        disk.leaveInJournal(1, "boot/boot.ipxe", now);
        String before = disk.sha256();
        Path work = Files.createDirectory(directory.resolve("work"));

        int status = boot(Distribution.unpack(directory), disk.file(), work);

        if (status == NAMESPACES_NOT_ALLOWED) {
            System.out.println("netboot: not run, since this host does not allow network namespaces");
            return;
        }
        assertThat(work.resolve("serial")).content().contains("netboot: the new initrd runs");
        assertThat(status).isZero();
        assertThat(work.resolve("rtftp.log")).content().contains("10.77.0.2", "new.img", "completed");
        assertThat(disk.sha256()).as("the disk, which is never written").isEqualTo(before);
    }

    private static int boot(Distribution distribution, Path image, Path work) throws IOException, InterruptedException {
        Process boot = new ProcessBuilder(
                        "netboot/boot", distribution.home().toString(), image.toString(), work.toString())
                .inheritIO()
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        try {
            return boot.waitFor();
        } finally {
            boot.destroy();
        }
    }

    /** The newest kernel of this host. */
    private static Path kernel() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/boot"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("vmlinuz-"))
                    .filter(Files::isReadable)
                    .max(Comparator.naturalOrder())
                    .orElseThrow(
                            () -> new AssertionError(
                                    "no readable kernel in /boot: apt-get install linux-image-amd64, and on Ubuntu make it readable"));
        }
    }

    /** An initrd that says its name on the console and powers the machine off. */
    private byte[] initrd(String name) throws IOException, InterruptedException {
        Path tree = Files.createDirectories(directory.resolve(name));
        Files.copy(
                Path.of("/bin/busybox"),
                Files.createDirectory(tree.resolve("bin")).resolve("busybox"));
        Files.createDirectory(tree.resolve("dev"));
        Path init = Files.writeString(tree.resolve("init"), """
                #!/bin/busybox sh
                /bin/busybox mount -t devtmpfs dev /dev
                echo "netboot: the %s initrd runs" >/dev/console
                /bin/busybox poweroff -f
                """.formatted(name));
        assertThat(init.toFile().setExecutable(true)).isTrue();
        Path packed = directory.resolve(name + ".img");
        List<String> pack = List.of("sh", "-c", "find . | cpio --quiet --create --format=newc | gzip -1");
        Process cpio = new ProcessBuilder(pack)
                .directory(tree.toFile())
                .redirectOutput(packed.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(cpio.waitFor()).as("status of cpio (package cpio)").isZero();
        return Files.readAllBytes(packed);
    }
}
