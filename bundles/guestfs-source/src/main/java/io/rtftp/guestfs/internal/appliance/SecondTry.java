package io.rtftp.guestfs.internal.appliance;

import io.rtftp.guestfs.internal.appliance.ApplianceBoot.Launcher;
import io.rtftp.guestfs.internal.appliance.Machine.Launch;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAccumulator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Launches once more where a launch hangs: under software emulation QEMU runs now and then and its appliance never answers, and the next
 * one does. What hangs is told from what is slow by how long launches have taken so far; the second has the whole limit, so that a host
 * that has become slow boots too. A launch that fails is not repeated here. Thread-safe.
 */
final class SecondTry implements Launcher {

    private static final Logger LOG = LoggerFactory.getLogger(SecondTry.class);
    private static final int TIMES_THE_LONGEST = 4;
    private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(30);

    private final Launcher launcher;
    private final ScheduledExecutorService watchdog;
    private final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);

    /**
     * Launches with that one.
     *
     * @param watchdog where times are kept
     */
    SecondTry(Launcher launcher, ScheduledExecutorService watchdog) {
        this.launcher = launcher;
        this.watchdog = watchdog;
    }

    @Override
    public Machine launch(Launch launch) throws ApplianceException {
        Duration patience = patience(launch.limit());
        // Set by whoever is first: the launch that ends, or the watch that gives it up.
        AtomicBoolean decided = new AtomicBoolean();
        Future<?> watch =
                watchdog.schedule(() -> giveUp(launch, patience, decided), patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            Machine machine = timed(launch);
            if (decided.compareAndSet(false, true)) {
                return machine;
            }
            machine.close();
        } catch (ApplianceException e) {
            if (decided.compareAndSet(false, true)) {
                throw e;
            }
        } finally {
            watch.cancel(false);
        }
        return timed(launch);
    }

    private Machine timed(Launch launch) throws ApplianceException {
        long began = System.nanoTime();
        Machine machine = launcher.launch(launch);
        longestNanos.accumulate(System.nanoTime() - began);
        return machine;
    }

    /** After how long a launch is taken to hang; half of the limit as long as nothing is known of this host. */
    private Duration patience(Duration limit) {
        long known = longestNanos.get();
        if (known == 0) {
            return limit.dividedBy(2);
        }
        Duration patience = Duration.ofNanos(known).multipliedBy(TIMES_THE_LONGEST);
        return Collections.min(List.of(limit, Collections.max(List.of(patience, SHORTEST_PATIENCE))));
    }

    private static void giveUp(Launch launch, Duration patience, AtomicBoolean decided) {
        if (!decided.compareAndSet(false, true)) {
            return;
        }
        try {
            List<ProcessHandle> hung = QemuProcesses.holding(launch.directory());
            LOG.warn(
                    "an appliance has not booted within {} ms and is booted once more; its QEMU is killed: {}",
                    patience.toMillis(),
                    hung.stream().map(SecondTry::described).toList());
            hung.forEach(ProcessHandle::destroyForcibly);
        } catch (IOException e) {
            LOG.warn("an appliance that hangs while it boots can't be killed", e);
        }
    }

    // One that has used much of its time runs in a circle or is slow; one that has used little waits for something.
    private static String described(ProcessHandle process) {
        String used = process.info()
                .totalCpuDuration()
                .map(time -> time.toMillis() + " ms")
                .orElse("unknown");
        return "process " + process.pid() + ", processor time " + used;
    }
}
