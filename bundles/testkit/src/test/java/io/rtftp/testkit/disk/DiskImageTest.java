package io.rtftp.testkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskImageTest {

    @TempDir
    Path directory;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String partitions(DiskImage image) {
        return new HostTool("sfdisk", "fdisk").run("--dump", image.file().toString());
    }

    @Test
    void aDiskHasATableWithEachFilesystemInAPartitionOfItsOwn() {
        DiskImage image = DiskImage.at(directory.resolve("disk"))
                .partition(Filesystem.fat().label("BOOT").file("config.txt", "kernel=kernel8.img\n"))
                .partition(Filesystem.ext4().label("root").file("boot/vmlinuz", "a kernel"))
                .build();

        assertThat(partitions(image))
                .contains("label: dos")
                .contains("disk1")
                .contains("disk2")
                .doesNotContain("disk3");
        assertThat(image.get(2, "boot/vmlinuz")).isEqualTo(bytes("a kernel"));
        assertThat(new HostTool("mtype", "mtools").run("-i", image.file() + "@@" + image.offset(1), "::config.txt"))
                .contains("kernel=kernel8.img");
    }

    @Test
    void aGuidTableIsMadeWhereItIsAskedFor() {
        DiskImage image = DiskImage.at(directory.resolve("disk"))
                .gpt()
                .partition(Filesystem.ext4())
                .build();

        assertThat(partitions(image)).contains("label: gpt").contains("disk1");
    }

    @Test
    void aWholeDiskHasItsFilesystemAtItsBeginning() {
        DiskImage image = DiskImage.at(directory.resolve("disk"))
                .whole()
                .partition(Filesystem.ext4().file("hello", "whole"))
                .build();

        assertThat(image.offset(1)).isZero();
        assertThat(image.get(1, "hello")).isEqualTo(bytes("whole"));
    }

    @Test
    void xfsAndBtrfsAreMadeWithTheirFilesAndLinks() throws IOException {
        DiskImage image = DiskImage.at(directory.resolve("disk"))
                .gpt()
                .partition(
                        Filesystem.xfs().label("xfs").file("boot/a", "from xfs").link("b", "boot/a"))
                .partition(Filesystem.btrfs()
                        .label("btrfs")
                        .file("boot/a", "from btrfs")
                        .link("b", "boot/a"))
                .build();

        assertThat(at(image, image.offset(1), 4)).isEqualTo("XFSB");
        // The superblock's magic (btrfs on-disk format).
        assertThat(at(image, image.offset(2) + 0x10040, 8)).isEqualTo("_BHRfS_M");
    }

    private static String at(DiskImage image, long position, int length) throws IOException {
        try (var in = Files.newInputStream(image.file())) {
            in.skipNBytes(position);
            return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void aFileChangedLaterChangesTheChecksum() {
        DiskImage image = DiskImage.at(directory.resolve("disk"))
                .partition(Filesystem.ext4().file("boot/vmlinuz", "old"))
                .build();
        String before = image.sha256();
        byte[] noise = Bytes.noise(300_000, 7);

        image.put(1, "boot/vmlinuz", noise);

        assertThat(image.get(1, "boot/vmlinuz")).isEqualTo(noise);
        assertThat(image.sha256()).isNotEqualTo(before);
    }

    @Test
    void whatIsLeftInTheJournalIsNotInItsPlace() {
        DiskImage image = DiskImage.at(directory.resolve("disk"))
                .partition(Filesystem.ext4().file("state", "before"))
                .build();

        image.leaveInJournal(1, "state", bytes("after!"));

        assertThat(image.get(1, "state")).isEqualTo(bytes("before"));
    }

    @Test
    void aDamagedFilesystemIsKnownByNothing() {
        DiskImage image = DiskImage.at(directory.resolve("disk"))
                .partition(Filesystem.ext4())
                .build();

        image.damage(1);

        assertThatThrownBy(() -> image.debugfs(1, "features\n")).hasMessageContaining("Bad magic number");
    }

    @Test
    void aMissingCommandSaysWhatToInstall() {
        assertThatThrownBy(() -> new HostTool("no-such-command", "some-package").run())
                .hasMessageContaining("no-such-command")
                .hasMessageContaining("apt install some-package");
    }
}
