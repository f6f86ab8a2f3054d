package io.rtftp.guestfs.internal.appliance;

import static io.rtftp.guestfs.internal.appliance.Waiting.disk;
import static io.rtftp.guestfs.internal.appliance.Waiting.mount;
import static io.rtftp.guestfs.internal.appliance.Waiting.on;
import static io.rtftp.guestfs.internal.appliance.Waiting.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.guestfs.internal.appliance.Machine.Launch;
import io.rtftp.guestfs.internal.appliance.Machine.Option;
import io.rtftp.guestfs.internal.appliance.binding.HostLibrary;
import io.rtftp.testkit.disk.DiskImage;
import io.rtftp.testkit.disk.Filesystem;
import io.rtftp.testkit.disk.NbdServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where disks can't be plugged in, each view boots with its disk, over an overlay like any other. */
class ColdAttachTest {

    @TempDir
    Path directory;

    private static LibguestfsSupply cold(Path runs, Duration callLimit) throws Exception {
        return LibguestfsSupply.open(SharedSupply.settings(runs, 1, 1, callLimit, false));
    }

    @Test
    void withoutHotPlugEachViewBootsAndIsFreshToo() throws Exception {
        DiskImage image = DiskImage.at(directory.resolve("disk"))
                .partition(Filesystem.ext4().file("state", "before"))
                .build();
        image.leaveInJournal(1, "state", "first!".getBytes(StandardCharsets.UTF_8));
        String before = image.sha256();
        Path runs = directory.resolve("runs");
        LibguestfsSupply supply = cold(runs, Duration.ofMinutes(4));
        Appliance appliance = on(supply.acquire("cold"));
        try (NbdServer server = NbdServer.of(image.file()).start()) {
            assertThatThrownBy(() -> on(appliance.attach(disk(server, mount(partition(3), "/")))))
                    .hasMessage(server.url() + ": partition 3: the disk has 1 partition (1)");

            MountedDisk view = on(appliance.attach(disk(server, mount(partition(1), "/"))));
            assertThat(read(view)).isEqualTo("first!");
            on(view.detach());
            assertThat(image.sha256()).isEqualTo(before);
            image.leaveInJournal(1, "state", "second".getBytes(StandardCharsets.UTF_8));

            MountedDisk next = on(appliance.attach(disk(server, mount(partition(1), "/"))));
            assertThat(read(next)).isEqualTo("second");
            on(next.detach());
        } finally {
            on(supply.close());
        }
        assertThat(runs).isEmptyDirectory();
    }

    @Test
    void aServerThatGreetsAndThenHangsIsGivenUpAndTheNextAttachGoesOn() throws Exception {
        Path image = DiskImage.at(directory.resolve("hung"))
                .partition(Filesystem.blank())
                .build()
                .file();
        Path runs = directory.resolve("patient");
        LibguestfsSupply supply = cold(runs, Duration.ofSeconds(6));
        Appliance appliance = on(supply.acquire("hung"));
        try (NbdServer server =
                NbdServer.of(image).slowToOpen(Duration.ofDays(1)).start()) {
            assertThatThrownBy(() -> on(appliance.attach(disk(server, mount(partition(1), "/")))))
                    .hasMessage(server.url() + ": qemu-img info took longer than 6000 ms");
            server.kill();
            assertThatThrownBy(() -> on(appliance.attach(disk(server, mount(partition(1), "/")))))
                    .hasMessage(server.url() + ": Connection refused");
        } finally {
            on(supply.close());
        }
        assertThat(runs).isEmptyDirectory();
    }

    @Test
    void aQemuThatRefusesTheDeviceIsFoundOutAndEveryAttachIsColdFromThenOn() throws Exception {
        DiskImage image = DiskImage.at(directory.resolve("refused"))
                .partition(Filesystem.ext4().file("state", "before"))
                .build();
        Path runs = directory.resolve("refusing");
        RunDirectory own = RunDirectory.below(runs);
        ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
        ApplianceBoot boot = new ApplianceBoot(
                new SecondTry(ColdAttachTest::launchWhereTheNameIsTaken, watchdog),
                new Kvm(() -> false, new HashMap<>()),
                own,
                SharedSupply.settings(runs, 0, 1));
        LibguestfsSupply supply = new LibguestfsSupply(boot, watchdog, new Handover(new ConcurrentHashMap<>()));
        Appliance appliance = on(supply.acquire("refused"));
        try (NbdServer server = NbdServer.of(image.file()).start()) {
            assertThat(boot.isHotPlugUsed()).isTrue();

            MountedDisk view = on(appliance.attach(disk(server, mount(partition(1), "/"))));

            assertThat(boot.isHotPlugUsed()).isFalse();
            assertThat(read(view)).isEqualTo("before");
            assertThat(on(view.look("/", "nothing"))).isEqualTo(new MountedDisk.Look.Missing("/nothing is not there"));
        } finally {
            on(supply.close());
        }
        assertThat(runs).isEmptyDirectory();
    }

    // A real refusal: QEMU gives no id twice.
    private static Machine launchWhereTheNameIsTaken(Launch launch) throws ApplianceException {
        List<Option> options = launch.options().isEmpty()
                ? List.of(new Option("-device", "{\"driver\":\"virtio-scsi-pci\",\"id\":\"dev1\"}"))
                : launch.options();
        return Machine.launch(
                HostLibrary.ofThisHost(),
                new Launch(
                        launch.emulated(),
                        launch.onlyKvm(),
                        launch.memoryMebibytes(),
                        launch.directory(),
                        options,
                        launch.limit()));
    }

    private String read(MountedDisk view) throws Exception {
        Path target = directory.resolve("state");
        on(view.copy("/state", 0, 6, target, bytes -> {}));
        return Files.readString(target);
    }
}
