package io.rtftp.guestfs.internal.appliance;

import static io.rtftp.guestfs.internal.appliance.Waiting.disk;
import static io.rtftp.guestfs.internal.appliance.Waiting.mount;
import static io.rtftp.guestfs.internal.appliance.Waiting.on;
import static io.rtftp.guestfs.internal.appliance.Waiting.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.api.file.ListedFile;
import io.rtftp.guestfs.internal.appliance.MountedDisk.Look;
import io.rtftp.guestfs.internal.source.DiskSource;
import io.rtftp.guestfs.internal.source.NbdExport;
import io.rtftp.testkit.disk.Bytes;
import io.rtftp.testkit.disk.DiskImage;
import io.rtftp.testkit.disk.Filesystem;
import io.rtftp.testkit.disk.NbdServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One appliance, many views one after the other: what the design calls generations. */
@ExtendWith(SharedSupply.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttachTest {

    private static final byte[] KERNEL = Bytes.noise(3_000_000, 11);

    @TempDir
    Path directory;

    private final LibguestfsSupply supply;
    private Appliance appliance;

    AttachTest(LibguestfsSupply supply) throws ApplianceException {
        this.supply = supply;
        this.appliance = on(supply.acquire("first"));
    }

    @AfterAll
    void closeIt() {
        appliance.close();
    }

    private DiskImage raspberry() {
        return DiskImage.at(directory.resolve("disk"))
                .partition(Filesystem.fat().label("BOOT").file("config.txt", "from fat"))
                .partition(Filesystem.ext4()
                        .label("root")
                        .uuid("6a8e1c0e-7b0b-4f43-9e3c-0a61b4b7a001")
                        .file("boot/vmlinuz-6.1", KERNEL)
                        .file("boot/empty", "")
                        .file("etc/shadow", "secret")
                        .link("vmlinuz", "boot/vmlinuz-6.1")
                        .link("boot/vmlinuz", "/boot/vmlinuz-6.1")
                        .link("boot/leak", "../etc/shadow")
                        .link("boot/above", "..")
                        .link("boot/nowhere", "/no/such/file")
                        .link("boot/below-a-file", "vmlinuz-6.1/../empty")
                        .link("boot/loop", "loop")
                        .link("boot/there", "../boot/back")
                        .link("boot/back", "/boot/there"))
                .build();
    }

    @Test
    void filesOfAMountedDiskAreFoundListedAndCopied() throws Exception {
        DiskImage image = raspberry();
        String before = image.sha256();
        try (NbdServer server = NbdServer.of(image.file()).start()) {
            MountedDisk view = on(appliance.attach(disk(server, mount(partition(2), "/"))));
            try {
                assertThat(view.mounts()).containsExactly("partition 2 (ext4) at /");
                assertThat(view.notes()).isEmpty();
                assertThat(on(view.look("/boot", "vmlinuz-6.1")))
                        .isEqualTo(new Look.Regular("/boot/vmlinuz-6.1", KERNEL.length));
                assertThat(on(view.look("/boot", "vmlinuz")))
                        .isEqualTo(new Look.Regular("/boot/vmlinuz-6.1", KERNEL.length));
                assertThat(on(view.look("/", "vmlinuz")))
                        .isEqualTo(new Look.Regular("/boot/vmlinuz-6.1", KERNEL.length));
                assertThat(on(view.look("/boot", "leak")))
                        .isEqualTo(new Look.Forbidden("/boot/leak leads outside /boot"));
                assertThat(on(view.look("/boot", "above/nothing")))
                        .isEqualTo(new Look.Forbidden("/boot/above leads outside /boot"));
                assertThat(on(view.look("/nothing", "vmlinuz"))).isEqualTo(new Look.Missing("/nothing is not there"));
                assertThat(on(view.look("/boot", "grub/grub.cfg")))
                        .isEqualTo(new Look.Missing("/boot/grub is not there"));
                assertThat(on(view.look("/boot", "nowhere")))
                        .isEqualTo(new Look.Missing("/boot/nowhere is a link that leads nowhere"));
                assertThat(on(view.look("/boot", "below-a-file")))
                        .isEqualTo(new Look.Missing("/boot/below-a-file is a link that leads nowhere"));
                for (String circle : List.of("loop", "there", "back")) {
                    assertThat(on(view.look("/boot", circle + "/kernel")))
                            .isEqualTo(new Look.Missing("/boot/" + circle + " is a link that leads in circles"));
                }
                assertThat(on(view.look("/", "boot"))).isEqualTo(new Look.Missing("/boot is a directory"));
                assertThat(on(view.list("/boot", "")))
                        .containsExactly(
                                new ListedFile("empty", ListedFile.Kind.FILE, 0),
                                new ListedFile("vmlinuz", ListedFile.Kind.FILE, KERNEL.length),
                                new ListedFile("vmlinuz-6.1", ListedFile.Kind.FILE, KERNEL.length));
                assertThat(on(view.list("/boot", "nothing"))).isEmpty();
                assertThat(copied(view)).isEqualTo(KERNEL);
            } finally {
                on(view.detach());
            }
        }
        assertThat(image.sha256()).isEqualTo(before);
    }

    private byte[] copied(MountedDisk view) throws Exception {
        Path target = directory.resolve("copy");
        assertThat(target).doesNotExist();
        on(view.copy("/boot/vmlinuz-6.1", 1_000_000, 2_000_000, target, bytes -> {}));
        on(view.copy("/boot/vmlinuz-6.1", 0, 1_000_000, target, bytes -> {}));
        return Files.readAllBytes(target);
    }

    @Test
    void eachViewSeesTheDiskAsItIsWhenItIsAttached() throws Exception {
        DiskImage image = raspberry();
        try (NbdServer server = NbdServer.of(image.file()).start()) {
            for (int generation = 1; generation <= 5; generation++) {
                byte[] content = ("generation " + generation).getBytes(StandardCharsets.UTF_8);
                image.put(2, "boot/state", content);
                String before = image.sha256();
                MountedDisk view = on(appliance.attach(disk(server, mount(partition(2), "/"))));
                Path target = directory.resolve("state" + generation);

                on(view.copy("/boot/state", 0, content.length, target, bytes -> {}));

                on(view.detach());
                assertThat(Files.readAllBytes(target)).isEqualTo(content);
                assertThat(image.sha256()).isEqualTo(before);
            }
        }
    }

    @Test
    void afterDetachingEveryCallFails() throws Exception {
        try (NbdServer server = NbdServer.of(raspberry().file()).start()) {
            MountedDisk view = on(appliance.attach(disk(server, mount(partition(1), "/boot"))));
            assertThat(on(view.look("/boot", "config.txt"))).isInstanceOf(Look.Regular.class);
            on(view.detach());

            assertThatThrownBy(() -> on(view.look("/boot", "config.txt"))).hasMessageContaining("detached");
        }
    }

    @Test
    void aPartitionThatIsNotThereIsNamedWithThoseThatAre() throws Exception {
        try (NbdServer server = NbdServer.of(raspberry().file()).start()) {
            assertThatThrownBy(() -> on(appliance.attach(disk(server, mount(partition(7), "/")))))
                    .isInstanceOf(ApplianceException.class)
                    .hasMessage(server.url() + ": partition 7: the disk has 2 partitions (1, 2)");
        }
    }

    @Test
    void aWrongExportIsNamed() throws Exception {
        try (NbdServer server = NbdServer.of(raspberry().file()).start()) {
            var wrong = new DiskSource(
                    new NbdExport(Waiting.export(server).server(), "other", false),
                    disk(server, mount(partition(1), "/")).mounts());

            assertThatThrownBy(() -> on(appliance.attach(wrong)))
                    .isInstanceOf(ApplianceException.class)
                    .hasMessageStartingWith("nbd://127.0.0.1:" + server.port() + "/other: ")
                    .hasMessageMatching(".*export.*not (present|available).*");
        }
    }

    @Test
    void aRefusedConnectionSaysSo() throws Exception {
        NbdServer server = NbdServer.of(raspberry().file()).start();
        server.close();

        assertThatThrownBy(() -> on(appliance.attach(disk(server, mount(partition(1), "/")))))
                .isInstanceOf(ApplianceException.class)
                .hasMessage(server.url() + ": Connection refused");
    }

    @Test
    void whatIsNoFilesystemIsNamed() throws Exception {
        DiskImage image = raspberry();
        image.damage(2);
        try (NbdServer server = NbdServer.of(image.file()).start()) {
            assertThatThrownBy(() -> on(appliance.attach(disk(server, mount(partition(2), "/")))))
                    .isInstanceOf(ApplianceException.class)
                    .hasMessageContaining("partition 2 (no filesystem known) can't be mounted at /");
        }
    }

    @Test
    void appliancesInUseAreSeenWithTheirDisk() {
        assertThat(supply.appliances()).anySatisfy(view -> {
            assertThat(view.disk()).isEqualTo("first");
            assertThat(view.pid()).isPositive();
            assertThat(view.residentBytes()).isGreaterThan(50L << 20);
        });
        assertThat(List.of(appliance.view().disk())).containsExactly("first");
    }
}
