package io.rtftp.guestfs.internal.appliance;

import static io.rtftp.guestfs.internal.appliance.Waiting.await;
import static io.rtftp.guestfs.internal.appliance.Waiting.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.api.disk.ApplianceView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool whose appliances do not boot, or that has to go, on a clock that only moves when it is told to. */
class LaunchFailuresTest {

    private static final long LAUNCH_LIMIT_SECONDS = 480;

    @TempDir
    Path directory;

    private final ScriptedLauncher launcher = new ScriptedLauncher(launch -> false);
    private final HeldClock clock = new HeldClock();
    private LibguestfsSupply supply;

    private record Later(Runnable task, long seconds) {}

    /** Does what is due at once and keeps what is to be done later; limits of calls, which are never reached here, are left out. */
    private static final class HeldClock extends ScheduledThreadPoolExecutor {

        private final BlockingQueue<Later> later = new LinkedBlockingQueue<>();

        HeldClock() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            if (delay == 0) {
                command.run();
            } else if (unit.toSeconds(delay) != LAUNCH_LIMIT_SECONDS) {
                later.add(new Later(command, unit.toSeconds(delay)));
            }
            return super.schedule(() -> {}, 0, TimeUnit.SECONDS);
        }

        Later next() throws InterruptedException {
            Later next = later.poll(120, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing is to be done later");
            }
            return next;
        }
    }

    @BeforeEach
    void openAPoolOfOneWarmAppliance() throws IOException {
        RunDirectory runs = RunDirectory.below(directory);
        ApplianceSettings settings = SharedSupply.settings(directory, 1, 2);
        supply = new LibguestfsSupply(
                new ApplianceBoot(launcher, new Kvm(() -> false, new HashMap<>()), runs, settings),
                clock,
                new Handover(new ConcurrentHashMap<>()));
        supply.tend();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        on(supply.close());
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void warmAppliancesAreTriedAgainAfterEverLongerPauses() throws Exception {
        Later first = clock.next();
        assertThat(first.seconds()).isEqualTo(5);
        assertThat(launcher.tried()).hasSize(1);

        first.task().run();

        Later second = clock.next();
        assertThat(second.seconds()).isEqualTo(10);
        assertThat(launcher.tried()).hasSize(2);
    }

    @Test
    void aRequestIsTriedAtOnceAllTheSameAndToldTheReason() throws Exception {
        assertThat(clock.next().seconds()).isEqualTo(5);

        assertThatThrownBy(() -> on(supply.acquire("disk")))
                .isInstanceOf(ApplianceException.class)
                .hasMessage("no appliance can be booted: it does not start");

        assertThat(launcher.tried()).hasSize(2);
    }

    @Test
    void onceTheCauseIsGoneTheNextTryWorks() throws Exception {
        Later first = clock.next();
        launcher.letWork(launch -> true);

        first.task().run();
        Appliance appliance = on(supply.acquire("disk"));

        assertThat(appliance.view().disk()).isEqualTo("disk");
        appliance.close();
    }

    @Test
    void whatIsLeftToAnotherPoolEndsEvenWhereItsTimeIsOverAtOnce() throws Exception {
        Later first = clock.next();
        launcher.letWork(launch -> true);
        first.task().run();
        await(
                "an appliance is warm",
                () -> supply.appliances().stream().anyMatch(view -> view.state() == ApplianceView.State.WARM));

        supply.leave(Duration.ZERO);

        await("nothing is left to take", () -> !supply.isLeaving());
    }
}
