package io.rtftp.guestfs.internal.appliance;

import static io.rtftp.guestfs.internal.appliance.Waiting.disk;
import static io.rtftp.guestfs.internal.appliance.Waiting.mount;
import static io.rtftp.guestfs.internal.appliance.Waiting.on;
import static io.rtftp.guestfs.internal.appliance.Waiting.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.guestfs.internal.appliance.MountedDisk.Look;
import io.rtftp.guestfs.internal.source.DiskSource;
import io.rtftp.guestfs.internal.source.NbdExport;
import io.rtftp.testkit.disk.Certificates;
import io.rtftp.testkit.disk.DiskImage;
import io.rtftp.testkit.disk.Filesystem;
import io.rtftp.testkit.disk.NbdServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Faults that an appliance survives, ways to a server, and a run directory whose path is too long for any socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {

    private static final Look KERNEL = new Look.Regular("/kernel", 6);

    private final Path directory;
    private final Path runs;
    private final LibguestfsSupply supply;
    private final Appliance appliance;
    private final DiskImage image;

    FaultsTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        runs = Files.createTempDirectory("rtftp-run" + "-long".repeat(25));
        supply = LibguestfsSupply.open(SharedSupply.settings(runs, 0, 1));
        appliance = on(supply.acquire("one for all"));
        image = DiskImage.at(directory.resolve("disk"))
                .partition(Filesystem.ext4().file("kernel", "kernel").file("grub/grub.cfg", "covered by a mount"))
                .partition(Filesystem.fat().file("grub/grub.cfg", "here").file("other/file", "here"))
                .build();
    }

    @AfterAll
    void nothingIsLeft() throws Exception {
        on(supply.close());
        assertThat(runs).isEmptyDirectory();
        assertThat(QemuProcesses.holding(runs)).isEmpty();
        Files.delete(runs);
    }

    private void limitCallsTo(Duration limit) {
        ApplianceSettings usual = SharedSupply.settings(runs, 0, 1);
        supply.configure(new ApplianceSettings(
                usual.warm(),
                usual.most(),
                usual.accelerator(),
                usual.memoryMebibytes(),
                limit,
                usual.launchLimit(),
                runs,
                Optional.of(directory.resolve("tls/client")),
                true));
    }

    private void theKernelIsRead(DiskSource source) throws ApplianceException {
        MountedDisk view = on(appliance.attach(source));
        assertThat(on(view.look("/", "kernel"))).isEqualTo(KERNEL);
        on(view.detach());
    }

    @Test
    void aServerThatHangsBeforeItGreetsIsGivenUpInTime() throws Exception {
        try (NbdServer server = NbdServer.of(image.file()).start()) {
            limitCallsTo(Duration.ofSeconds(6));
            server.hang();
            assertThatThrownBy(() -> on(appliance.attach(disk(server, mount(partition(1), "/")))))
                    .hasMessage(server.url() + ": connected, but the server says nothing within 3000 ms");
            limitCallsTo(Duration.ofMinutes(4));
            server.goOn();

            theKernelIsRead(disk(server, mount(partition(1), "/")));
        }
    }

    // The kernel's FAT takes what it can't read for empty.
    @Test
    void onADiskThatCanNotBeReadNoFileIsSaidToBeMissing() throws Exception {
        Path failing = directory.resolve("failing");
        try (NbdServer server = NbdServer.of(image.file()).failingWhile(failing).start()) {
            MountedDisk view =
                    on(appliance.attach(disk(server, mount(partition(1), "/"), mount(partition(2), "/grub"))));
            Files.createFile(failing);
            for (String never : List.of("grub/grub/nothing", "grub/grub/grub.cfg", "lost+found/nothing")) {
                assertThatThrownBy(() -> on(view.look("/", never))).as(never).isInstanceOf(ApplianceException.class);
            }
            Files.delete(failing);
            assertThatThrownBy(() -> on(view.look("/", "grub/other/nothing")))
                    .hasMessageContaining("the disk can't be read: reads of it have failed");
            on(view.detach());

            MountedDisk next = on(appliance.attach(disk(server, mount(partition(2), "/"))));
            assertThat(on(next.look("/", "grub/grub.cfg"))).isInstanceOf(Look.Regular.class);
            assertThat(on(next.look("/", "grub/nothing"))).isInstanceOf(Look.Missing.class);
            on(next.detach());
        }
    }

    @Test
    void anEncryptedExportIsReadWithTheConfiguredCertificates() throws Exception {
        Certificates certificates = Certificates.in(directory.resolve("tls"));
        try (NbdServer server = NbdServer.of(image.file()).tls(certificates).start()) {
            DiskSource plain = disk(server, mount(partition(1), "/"));
            DiskSource encrypted = new DiskSource(
                    new NbdExport(plain.export().server(), plain.export().name(), true), plain.mounts());
            supply.configure(SharedSupply.settings(runs, 0, 1));
            assertThatThrownBy(() -> on(appliance.attach(encrypted)))
                    .hasMessageContaining("no certificates for nbds")
                    .hasMessageContaining("tls_certificates");
            limitCallsTo(Duration.ofMinutes(4));
            assertThatThrownBy(() -> on(appliance.attach(plain))).isInstanceOf(ApplianceException.class);

            theKernelIsRead(encrypted);
        }
    }

    @Test
    void anExportOnAUnixSocketIsRead() throws Exception {
        try (NbdServer server =
                NbdServer.of(image.file()).socket(directory.resolve("nbd")).start()) {
            theKernelIsRead(disk(server, mount(partition(1), "/")));
        }
    }
}
