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
import io.rtftp.testkit.disk.Bytes;
import io.rtftp.testkit.disk.Certificates;
import io.rtftp.testkit.disk.DiskImage;
import io.rtftp.testkit.disk.Filesystem;
import io.rtftp.testkit.disk.NbdServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong, and that it ends in time, with a reason, and leaves nothing behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {

    private static final byte[] KERNEL = Bytes.noise(4_000_000, 2);

    @TempDir
    Path directory;

    private final Path runs;
    private final LibguestfsSupply supply;

    FaultsTest() throws IOException {
        // A path that no socket can have, below which disks are attached all the same.
        runs = Files.createTempDirectory("rtftp-run" + "-long".repeat(25));
        supply = LibguestfsSupply.open(SharedSupply.settings(runs, 1, 2));
    }

    @AfterAll
    void nothingIsLeft() throws Exception {
        on(supply.close());
        assertThat(runs).isEmptyDirectory();
        assertThat(QemuProcesses.holding(runs)).isEmpty();
        Files.delete(runs);
    }

    private DiskImage image() {
        return DiskImage.at(directory.resolve("disk"))
                .partition(Filesystem.ext4().file("kernel", KERNEL))
                .build();
    }

    private void limitCallsTo(Duration limit) {
        ApplianceSettings usual = SharedSupply.settings(runs, 1, 2);
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

    @Test
    void aServerThatHangsBeforeItGreetsIsGivenUpWithoutLosingTheAppliance() throws Exception {
        Appliance appliance = on(supply.acquire("hangs early"));
        try (NbdServer server = NbdServer.of(image().file()).start()) {
            limitCallsTo(Duration.ofSeconds(6));
            server.hang();
            assertThatThrownBy(() -> on(appliance.attach(disk(server, mount(partition(1), "/")))))
                    .hasMessage(server.url() + ": connected, but the server says nothing within 3000 ms");
            limitCallsTo(Duration.ofMinutes(4));
            server.goOn();

            MountedDisk view = on(appliance.attach(disk(server, mount(partition(1), "/"))));

            assertThat(on(view.look("/", "kernel"))).isEqualTo(new Look.Regular("/kernel", KERNEL.length));
        } finally {
            appliance.close();
        }
    }

    @Test
    void aServerThatHangsWhileAFileIsReadCostsTheApplianceWithinTheLimit() throws Exception {
        Appliance appliance = on(supply.acquire("hangs late"));
        try (NbdServer server = NbdServer.of(image().file()).start()) {
            MountedDisk view = on(appliance.attach(disk(server, mount(partition(1), "/"))));
            limitCallsTo(Duration.ofSeconds(5));
            server.hang();

            CompletionStage<Void> reading = view.copy("/kernel", 0, KERNEL.length, directory.resolve("never"));
            CompletionStage<Look> queued = view.look("/", "other");

            assertThatThrownBy(() -> on(reading)).hasMessageContaining("reading /kernel took longer than 5000 ms");
            assertThatThrownBy(() -> on(queued)).hasMessageContaining("reading /kernel took longer than 5000 ms");
            assertThat(on(appliance.died())).contains("took longer than 5000 ms");
        } finally {
            limitCallsTo(Duration.ofMinutes(4));
            appliance.close();
        }
    }

    @Test
    void aServerThatWasKilledFailsTheReadAndIsFoundAgainByTheNextView() throws Exception {
        Appliance appliance = on(supply.acquire("killed server"));
        try (NbdServer server = NbdServer.of(image().file()).start()) {
            MountedDisk view = on(appliance.attach(disk(server, mount(partition(1), "/"))));
            server.kill();
            Path target = directory.resolve("killed");
            assertThatThrownBy(() -> on(view.copy("/kernel", 0, KERNEL.length, target)))
                    .isInstanceOf(ApplianceException.class);
            on(view.detach());
            server.start();

            MountedDisk next = on(appliance.attach(disk(server, mount(partition(1), "/"))));
            on(next.copy("/kernel", 0, KERNEL.length, target));

            assertThat(Files.readAllBytes(target)).isEqualTo(KERNEL);
        } finally {
            appliance.close();
        }
    }

    @Test
    void aQemuThatIsKilledIsKnownAtOnce() throws Exception {
        Appliance appliance = on(supply.acquire("killed qemu"));
        try (NbdServer server = NbdServer.of(image().file()).start()) {
            MountedDisk view = on(appliance.attach(disk(server, mount(partition(1), "/"))));
            ProcessHandle.of(appliance.view().pid()).orElseThrow().destroyForcibly();

            assertThat(on(appliance.died())).contains("QEMU").contains("ended");
            assertThatThrownBy(() -> on(view.look("/", "kernel"))).hasMessageContaining("ended");
        } finally {
            appliance.close();
        }
    }

    @Test
    void anEncryptedExportIsReadWithTheConfiguredCertificates() throws Exception {
        Certificates certificates = Certificates.in(directory.resolve("tls"));
        Appliance appliance = on(supply.acquire("tls"));
        try (NbdServer server = NbdServer.of(image().file()).tls(certificates).start()) {
            DiskSource plain = disk(server, mount(partition(1), "/"));
            DiskSource encrypted = new DiskSource(
                    new NbdExport(plain.export().server(), plain.export().name(), true), plain.mounts());
            supply.configure(SharedSupply.settings(runs, 1, 2));
            assertThatThrownBy(() -> on(appliance.attach(encrypted))).hasMessageContaining("no certificates for nbds");
            limitCallsTo(Duration.ofMinutes(4));
            assertThatThrownBy(() -> on(appliance.attach(plain))).isInstanceOf(ApplianceException.class);

            MountedDisk view = on(appliance.attach(encrypted));

            assertThat(on(view.look("/", "kernel"))).isEqualTo(new Look.Regular("/kernel", KERNEL.length));
            on(view.detach());
        } finally {
            appliance.close();
        }
    }

    @Test
    void anExportOnAUnixSocketIsRead() throws Exception {
        Appliance appliance = on(supply.acquire("unix"));
        try (NbdServer server =
                NbdServer.of(image().file()).socket(directory.resolve("nbd")).start()) {
            MountedDisk view = on(appliance.attach(disk(server, mount(partition(1), "/"))));

            assertThat(on(view.look("/", "kernel"))).isEqualTo(new Look.Regular("/kernel", KERNEL.length));
        } finally {
            appliance.close();
        }
    }
}
