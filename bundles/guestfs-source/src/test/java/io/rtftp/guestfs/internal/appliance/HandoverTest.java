package io.rtftp.guestfs.internal.appliance;

import static io.rtftp.guestfs.internal.appliance.Waiting.await;
import static io.rtftp.guestfs.internal.appliance.Waiting.disk;
import static io.rtftp.guestfs.internal.appliance.Waiting.mount;
import static io.rtftp.guestfs.internal.appliance.Waiting.on;
import static io.rtftp.guestfs.internal.appliance.Waiting.partition;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.disk.ApplianceView;
import io.rtftp.testkit.disk.DiskImage;
import io.rtftp.testkit.disk.Filesystem;
import io.rtftp.testkit.disk.NbdServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two pools of one process, as of two revisions of the bundle: real appliances go from one to the other. */
class HandoverTest {

    private static final Duration LONG = Duration.ofMinutes(20);

    @TempDir
    Path directory;

    private final Handover handover = new Handover(new ConcurrentHashMap<>());
    private final List<LibguestfsSupply> opened = new ArrayList<>();
    private Path runs;
    private LibguestfsSupply before;

    @BeforeEach
    void openTheFirst() throws IOException {
        runs = directory.resolve("runs");
        before = open(SharedSupply.settings(runs, 1, 1));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (LibguestfsSupply supply : opened) {
            on(supply.close());
        }
        assertThat(runs).isEmptyDirectory();
    }

    private LibguestfsSupply open(ApplianceSettings settings) throws IOException {
        LibguestfsSupply supply = LibguestfsSupply.open(settings, handover);
        opened.add(supply);
        return supply;
    }

    private ProcessHandle warm() {
        await(
                "an appliance is warm",
                () -> before.appliances().stream().anyMatch(view -> view.state() == ApplianceView.State.WARM));
        return ProcessHandle.of(before.appliances().get(0).pid()).orElseThrow();
    }

    private static void assertThatItEnds(ProcessHandle process) throws Exception {
        on(process.onExit());
    }

    @Test
    void aWarmApplianceServesTheNextRevisionAfterTheFirstHasGone() throws Exception {
        ProcessHandle warm = warm();
        before.leave(LONG);
        LibguestfsSupply next = open(SharedSupply.settings(runs, 0, 1));

        Appliance taken = on(next.acquire("disk"));
        await("nothing is left to take", () -> !before.isLeaving());
        on(before.close());

        assertThat(taken.view().pid()).isEqualTo(warm.pid());
        assertThat(content(taken)).isEqualTo("of the disk");
        taken.close();
        assertThatItEnds(warm);
    }

    @Test
    void oneThatStillBootsIsWaitedForAndGoesOnFromRevisionToRevision() throws Exception {
        before.leave(LONG);
        LibguestfsSupply next = open(SharedSupply.settings(runs, 1, 1));
        next.leave(LONG);
        LibguestfsSupply last = open(SharedSupply.settings(runs, 0, 1));

        Appliance taken = on(last.acquire("disk"));

        assertThat(QemuProcesses.holding(runs))
                .extracting(ProcessHandle::pid)
                .contains(taken.view().pid());
        await(
                "both have nothing any more",
                () -> before.appliances().isEmpty() && next.appliances().isEmpty());
        assertThat(content(taken)).isEqualTo("of the disk");
    }

    @Test
    void oneThatIsOtherThanWantedIsEnded() throws Exception {
        ProcessHandle warm = warm();
        before.leave(LONG);
        ApplianceSettings usual = SharedSupply.settings(runs, 0, 1);
        LibguestfsSupply next = open(new ApplianceSettings(
                usual.warm(),
                usual.most(),
                usual.accelerator(),
                usual.memoryMebibytes() + 1,
                usual.callLimit(),
                usual.launchLimit(),
                usual.runDirectory(),
                usual.tlsDirectory(),
                usual.hotPlug()));

        Appliance booted = on(next.acquire("disk"));

        assertThatItEnds(warm);
        assertThat(booted.view().pid()).isNotEqualTo(warm.pid());
    }

    @Test
    void oneThatNobodyAsksForEndsInTime() throws Exception {
        ProcessHandle warm = warm();

        before.leave(Duration.ofMillis(1));

        assertThatItEnds(warm);
        await("nothing is left to take", () -> !before.isLeaving());
    }

    @Test
    void whereTheEndComesFirstNothingIsLeftToAnyone() throws Exception {
        ProcessHandle warm = warm();
        before.leave(LONG);

        on(before.close());

        assertThatItEnds(warm);
        assertThat(handover.next("anything")).isEmpty();
        assertThat(runs).isEmptyDirectory();
    }

    @Test
    void oneThatDiesMeanwhileIsGivenToNobody() throws Exception {
        ProcessHandle warm = warm();
        before.leave(LONG);

        warm.destroyForcibly();

        await("nothing is left to take", () -> !before.isLeaving());
        assertThat(handover.next("anything")).isEmpty();
    }

    private String content(Appliance appliance) throws Exception {
        DiskImage image = DiskImage.at(directory.resolve("disk"))
                .partition(Filesystem.ext4().file("state", "of the disk"))
                .build();
        try (NbdServer server = NbdServer.of(image.file()).start()) {
            MountedDisk view = on(appliance.attach(disk(server, mount(partition(1), "/"))));
            Path target = directory.resolve("state");
            on(view.copy("/state", 0, "of the disk".length(), target, bytes -> {}));
            on(view.detach());
            return Files.readString(target);
        }
    }
}
