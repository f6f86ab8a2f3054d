package io.rtftp.guestfs.internal.appliance;

import static io.rtftp.guestfs.internal.appliance.Waiting.disk;
import static io.rtftp.guestfs.internal.appliance.Waiting.mount;
import static io.rtftp.guestfs.internal.appliance.Waiting.on;
import static io.rtftp.guestfs.internal.appliance.Waiting.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.guestfs.internal.appliance.MountedDisk.Look;
import io.rtftp.guestfs.internal.source.DiskSource;
import io.rtftp.guestfs.internal.source.MountPlan;
import io.rtftp.guestfs.internal.source.MountPlan.Inspected;
import io.rtftp.guestfs.internal.source.MountPlan.Mount;
import io.rtftp.testkit.disk.Bytes;
import io.rtftp.testkit.disk.DiskImage;
import io.rtftp.testkit.disk.Filesystem;
import io.rtftp.testkit.disk.NbdServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every filesystem and every way to name one, on one disk of a machine that lost its power, behind a real server. What is done to the disk
 * here is done to its overlay alone.
 */
@ExtendWith(SharedSupply.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilesystemsTest {

    private static final String UUID = "6a8e1c0e-7b0b-4f43-9e3c-0a61b4b7a002";

    private final Path directory;
    private final Appliance appliance;
    private final DiskImage image;
    private final String checksum;
    private final NbdServer server;

    FilesystemsTest(LibguestfsSupply supply, @TempDir Path directory) throws ApplianceException {
        this.directory = directory;
        appliance = on(supply.acquire("filesystems"));
        image = manyFilesystems(directory);
        image.leaveInJournal(2, "state", "after!".getBytes(StandardCharsets.UTF_8));
        checksum = image.sha256();
        server = NbdServer.of(image.file()).start();
    }

    @AfterAll
    void theDiskIsAsItWas() {
        appliance.close();
        server.close();
        assertThat(image.sha256()).isEqualTo(checksum);
    }

    private static DiskImage manyFilesystems(Path directory) {
        DiskImage made = DiskImage.at(directory.resolve("many"))
                .gpt()
                .partition(Filesystem.fat().label("EFI").file("startup.nsh", "on fat"))
                .partition(Filesystem.ext4()
                        .label("root")
                        .uuid(UUID)
                        .file("boot/kernel", "on ext4")
                        .file("state", "before")
                        .file("efi/hidden", "")
                        .file("data/hidden", "")
                        .file("pool/hidden", ""))
                .partition(Filesystem.xfs().label("data").file("boot/old", "before"))
                .partition(Filesystem.btrfs().label("pool").file("boot/kernel", "on btrfs"))
                .partition(Filesystem.blank().mebibytes(48))
                .build();
        made.changeAndLosePower("""
                pvcreate /dev/sda5
                vgcreate vg /dev/sda5
                lvcreate lv vg 32
                mkfs ext4 /dev/vg/lv label:volume
                mount /dev/vg/lv /
                write /kernel "on lvm"
                umount-all
                mount /dev/sda4 /
                btrfs-subvolume-create /@
                write /@/kernel "in a subvolume"
                umount-all
                mount /dev/sda3 /
                write /boot/new "after!"
                sync
                """);
        return made;
    }

    private String read(MountedDisk view, String path) throws Exception {
        Look look = on(view.look("/", path));
        assertThat(look).isInstanceOf(Look.Regular.class);
        Look.Regular file = (Look.Regular) look;
        Path target = Files.createTempFile(directory, "read", "");
        on(view.copy(file.realPath(), 0, (int) file.size(), target, bytes -> {}));
        return Files.readString(target);
    }

    private String readFrom(DiskSource source, String path) throws Exception {
        MountedDisk view = on(appliance.attach(source));
        try {
            return read(view, path);
        } finally {
            on(view.detach());
        }
    }

    @Test
    void fatExt4XfsAndBtrfsAreReadInOneTreeOfMounts() throws Exception {
        MountedDisk view = on(appliance.attach(disk(
                server,
                mount(partition(2), "/"),
                mount(partition(1), "/efi"),
                mount(partition(3), "/data"),
                mount(partition(4), "/pool"))));
        assertThat(view.mounts())
                .containsExactly(
                        "partition 2 (ext4) at /",
                        "partition 1 (vfat) at /efi",
                        "partition 3 (xfs) at /data",
                        "partition 4 (btrfs) at /pool");
        assertThat(read(view, "boot/kernel")).isEqualTo("on ext4");
        assertThat(read(view, "efi/startup.nsh")).isEqualTo("on fat");
        assertThat(read(view, "data/boot/old")).isEqualTo("before");
        assertThat(read(view, "pool/boot/kernel")).isEqualTo("on btrfs");
        assertThat(on(view.look("/", "efi/none"))).isEqualTo(new Look.Missing("/efi/none is not there"));
        on(view.detach());
    }

    @Test
    void whatTheJournalsOfExt4AndXfsHoldIsRead() throws Exception {
        MountedDisk view = on(appliance.attach(disk(server, mount(partition(2), "/"), mount(partition(3), "/data"))));
        assertThat(read(view, "state")).isEqualTo("after!");
        assertThat(read(view, "data/boot/new")).isEqualTo("after!");
        assertThat(view.notes()).isEmpty();
        on(view.detach());
        assertThat(image.get(2, "state")).isEqualTo("before".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void withoutItsJournalAFilesystemIsAsItWasBefore() throws Exception {
        Mount ext4 = new Mount(partition(2), "/", List.of("noload"));
        Mount xfs = new Mount(partition(3), "/data", List.of("norecovery"));
        MountedDisk view = on(appliance.attach(disk(server, ext4, xfs)));
        assertThat(read(view, "state")).isEqualTo("before");
        assertThat(on(view.look("/", "data/boot/new"))).isEqualTo(new Look.Missing("/data/boot/new is not there"));
        on(view.detach());
    }

    @Test
    void withoutAMountAtTheTopMountPointsAreMade() throws Exception {
        MountedDisk view =
                on(appliance.attach(disk(server, mount(partition(1), "/boot/efi"), mount(partition(2), "/srv"))));
        assertThat(read(view, "boot/efi/startup.nsh")).isEqualTo("on fat");
        assertThat(read(view, "srv/boot/kernel")).isEqualTo("on ext4");
        on(view.detach());
    }

    @Test
    void aMountThatCanNotBeThereIsToldWithTheReason() {
        assertThatThrownBy(() ->
                        on(appliance.attach(disk(server, mount(partition(1), "/efi"), mount(partition(2), "/")))))
                .hasMessage(server.url() + ": partition 2 can't be mounted at / after /efi, which it would hide;"
                        + " list the mount at / first");
        assertThatThrownBy(() -> on(appliance.attach(
                        disk(server, mount(partition(2), "/"), mount(partition(1), "/boot/firmware")))))
                .hasMessage(server.url() + ": partition 1 can't be mounted at /boot/firmware: the filesystem at /"
                        + " has no such directory");
    }

    @Test
    void aFilesystemIsFoundByItsLabelAndByItsUuid() throws Exception {
        assertThat(readFrom(disk(server, mount(new MountPlan.Label("data"), "/")), "boot/old"))
                .isEqualTo("before");
        assertThat(readFrom(disk(server, mount(new MountPlan.Uuid(UUID.toUpperCase(Locale.ROOT)), "/")), "boot/kernel"))
                .isEqualTo("on ext4");
        assertThatThrownBy(() -> on(appliance.attach(disk(server, mount(new MountPlan.Label("swap"), "/")))))
                .hasMessage(server.url() + ": label swap: the disk has EFI, root, data, pool, volume");
    }

    @Test
    void aSubvolumeOfBtrfsIsMountedByOption() throws Exception {
        Mount mount = new Mount(partition(4), "/", List.of("subvol=@"));

        assertThat(readFrom(disk(server, mount), "kernel")).isEqualTo("in a subvolume");
    }

    @Test
    void ext4OnALogicalVolumeIsMountedAndLetGo() throws Exception {
        for (int generation = 0; generation < 2; generation++) {
            assertThat(readFrom(disk(server, mount(new MountPlan.LogicalVolume("/dev/vg/lv"), "/")), "kernel"))
                    .isEqualTo("on lvm");
        }
        assertThatThrownBy(() ->
                        on(appliance.attach(disk(server, mount(new MountPlan.LogicalVolume("/dev/vg/other"), "/")))))
                .hasMessage(server.url() + ": /dev/vg/other: the disk has the logical volumes /dev/vg/lv");
    }

    @Test
    void aWholeDiskWithoutAPartitionTableIsMounted() throws Exception {
        DiskImage image = DiskImage.at(directory.resolve("whole"))
                .whole()
                .partition(Filesystem.ext4().file("boot/kernel", "on the whole disk"))
                .build();
        try (NbdServer server = NbdServer.of(image.file()).start()) {
            assertThat(readFrom(disk(server, mount(new MountPlan.WholeDisk(), "/")), "boot/kernel"))
                    .isEqualTo("on the whole disk");
            assertThatThrownBy(() -> on(appliance.attach(disk(server, mount(partition(1), "/")))))
                    .hasMessage(server.url() + ": partition 1: the disk has no partitions");
        }
    }

    @Test
    void inspectionFindsWhatTheSystemMounts() throws Exception {
        DiskImage image = DiskImage.at(directory.resolve("system"))
                .partition(Filesystem.fat().label("BOOT").file("config.txt", "on fat"))
                .partition(Filesystem.ext4()
                        .label("root")
                        .file("etc/fstab", "LABEL=root / ext4 defaults 0 1\nLABEL=BOOT /boot vfat defaults 0 2\n")
                        .file("etc/debian_version", "12.1\n")
                        .file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian 12\"\n")
                        .file("etc/hostname", "machine\n")
                        .file("bin/ls", "no real program")
                        .file("usr/bin/env", "no real program")
                        .file("var/log/dpkg.log", "")
                        .file("boot/hidden", "covered by the mount"))
                .build();
        try (NbdServer server = NbdServer.of(image.file()).start()) {
            MountedDisk view = on(appliance.attach(new DiskSource(Waiting.export(server), new Inspected())));
            assertThat(view.mounts()).hasSize(2);
            assertThat(read(view, "boot/config.txt")).isEqualTo("on fat");
            on(view.detach());
        }
    }

    @Test
    void inspectionThatFindsNothingSaysSo() throws Exception {
        DiskImage image = DiskImage.at(directory.resolve("nothing"))
                .partition(Filesystem.fat().file("a", "b"))
                .build();
        try (NbdServer server = NbdServer.of(image.file()).start()) {
            assertThatThrownBy(() -> on(appliance.attach(new DiskSource(Waiting.export(server), new Inspected()))))
                    .hasMessageContaining("inspection finds no operating system");
        }
    }

    @Test
    void aJournalThatCanNotBeReplayedIsLeftOutAndSaid() throws Exception {
        DiskImage image = DiskImage.at(directory.resolve("broken-journal"))
                .partition(Filesystem.ext4().file("state", "before"))
                .build();
        image.leaveInJournal(1, "state", "after!".getBytes(StandardCharsets.UTF_8));
        image.damageJournal(1);
        try (NbdServer server = NbdServer.of(image.file()).start()) {
            MountedDisk view = on(appliance.attach(disk(server, mount(partition(1), "/"))));
            assertThat(read(view, "state")).isEqualTo("before");
            assertThat(view.notes())
                    .singleElement()
                    .satisfies(note -> assertThat(note)
                            .startsWith("partition 1: journal not replayed (")
                            .endsWith("; mounted with noload"));
            on(view.detach());
        }
    }

    @Test
    void aFileOverTheEdgesOfPiecesIsWhole() throws Exception {
        byte[] content = Bytes.noise(9_000_001, 5);
        DiskImage image = DiskImage.at(directory.resolve("pieces"))
                .partition(Filesystem.ext4().mebibytes(64).file("kernel", content))
                .build();
        Path target = directory.resolve("pieces.copy");
        try (NbdServer server = NbdServer.of(image.file()).start()) {
            MountedDisk view = on(appliance.attach(disk(server, mount(partition(1), "/"))));
            for (int at = 0; at < content.length; at += 1_000_003) {
                on(view.copy("/kernel", at, Math.min(1_000_003, content.length - at), target, bytes -> {}));
            }
            on(view.detach());
        }
        assertThat(Files.readAllBytes(target)).isEqualTo(content);
    }
}
