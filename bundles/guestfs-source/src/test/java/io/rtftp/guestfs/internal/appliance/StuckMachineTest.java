package io.rtftp.guestfs.internal.appliance;

import static io.rtftp.guestfs.internal.appliance.Waiting.disk;
import static io.rtftp.guestfs.internal.appliance.Waiting.mount;
import static io.rtftp.guestfs.internal.appliance.Waiting.on;
import static io.rtftp.guestfs.internal.appliance.Waiting.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.guestfs.internal.appliance.MountedDisk.Look;
import io.rtftp.testkit.disk.DiskImage;
import io.rtftp.testkit.disk.Filesystem;
import io.rtftp.testkit.disk.NbdServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A QEMU whose main loop waits for an NBD server that hangs: it is of no use any more, whatever it waits for. */
class StuckMachineTest {

    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    Path directory;

    private static ApplianceSettings settings(Path runs, Duration callLimit) {
        return SharedSupply.settings(runs, 0, 1, callLimit, true);
    }

    @Test
    void whereTheFirstReadNeverEndsQemuIsKilledAndTheNextOneIsPluggedIntoAllTheSame() throws Exception {
        DiskImage image = DiskImage.at(directory.resolve("disk"))
                .partition(Filesystem.ext4().file("kernel", "kernel"))
                .build();
        Path runs = directory.resolve("runs");
        RunDirectory own = RunDirectory.below(runs);
        ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
        ApplianceBoot boot = ApplianceBoot.ofThisHost(own, settings(runs, Duration.ofSeconds(15)), watchdog);
        LibguestfsSupply supply = new LibguestfsSupply(boot, watchdog, new Handover(new ConcurrentHashMap<>()));
        try (NbdServer hung = NbdServer.of(image.file()).slowBy(NEVER).start();
                NbdServer server = NbdServer.of(image.file()).start()) {
            Appliance appliance = on(supply.acquire("disk"));
            long pid = appliance.view().pid();
            String reason =
                    "appliance 1 was killed: " + hung.url() + ": QEMU did not answer device_add within 10000 ms";
            assertThatThrownBy(() -> on(appliance.attach(disk(hung, mount(partition(1), "/")))))
                    .hasMessage(reason);
            assertThat(on(appliance.died())).isEqualTo(reason);
            appliance.close();
            Waiting.await("the end of QEMU", () -> ProcessHandle.of(pid).isEmpty());

            supply.configure(settings(runs, Duration.ofMinutes(4)));
            Appliance next = on(supply.acquire("disk"));
            assertThat(next.view().pid()).isNotEqualTo(pid).isPositive();
            MountedDisk view = on(next.attach(disk(server, mount(partition(1), "/"))));
            assertThat(on(view.look("/", "kernel"))).isEqualTo(new Look.Regular("/kernel", 6));
            assertThat(boot.isHotPlugUsed()).isTrue();
        } finally {
            on(supply.close());
        }
        assertThat(runs).isEmptyDirectory();
    }
}
