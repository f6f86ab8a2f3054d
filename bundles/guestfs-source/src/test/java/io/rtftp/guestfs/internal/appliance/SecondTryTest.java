package io.rtftp.guestfs.internal.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.guestfs.internal.appliance.ApplianceBoot.Launcher;
import io.rtftp.guestfs.internal.appliance.Machine.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an appliance is launched a second time. What hangs is a real process, under QEMU's name. */
class SecondTryTest {

    @TempDir
    Path directory;

    private final ScheduledThreadPoolExecutor watchdog = new ScheduledThreadPoolExecutor(1);
    private final ScriptedLauncher working = new ScriptedLauncher(launch -> true);
    private final List<Process> hung = new ArrayList<>();

    @BeforeEach
    void forgetWhatIsCancelled() {
        watchdog.setRemoveOnCancelPolicy(true);
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(watchdog.getQueue()).as("watches").isEmpty();
        watchdog.shutdownNow();
        hung.forEach(Process::destroyForcibly);
    }

    private Machine launch(Launcher launcher, Duration limit) throws ApplianceException {
        return new SecondTry(launcher, watchdog).launch(within(limit));
    }

    private Launch within(Duration limit) {
        return new Launch(true, false, 512, directory, List.of(), limit);
    }

    /** Hangs until its process is killed, as libguestfs does, the first time; then works. */
    private Machine hangsOnce(Launch launch) throws ApplianceException {
        if (!hung.isEmpty()) {
            return working.launch(launch);
        }
        try {
            Path log = Files.createFile(directory.resolve("log"));
            Process qemu =
                    new ProcessBuilder("bash", "-c", "exec -a qemu-that-hangs tail -f \"$0\"", log.toString()).start();
            hung.add(qemu);
            qemu.waitFor();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        throw new ApplianceException("guestfs_launch failed");
    }

    @Test
    void oneThatHangsIsKilledAndAnotherLaunched() throws Exception {
        launch(this::hangsOnce, Duration.ofSeconds(4)).close();

        assertThat(hung)
                .singleElement()
                .satisfies(qemu -> assertThat(qemu.isAlive()).isFalse());
        assertThat(working.tried()).hasSize(1);
    }

    @Test
    void oneThatBootsInTimeIsTheOnlyOne() throws Exception {
        Machine machine = launch(working, Duration.ofMinutes(4));

        assertThat(machine.process().isAlive()).isTrue();
        assertThat(working.tried()).hasSize(1);
        machine.close();
    }

    @Test
    void oneThatFailsByItselfIsNotRepeated() {
        working.letWork(launch -> false);

        assertThatThrownBy(() -> launch(working, Duration.ofMinutes(4))).hasMessage("it does not start");

        assertThat(working.tried()).hasSize(1);
    }

    @Test
    void oneThatIsThereJustWhenItIsGivenUpIsEndedForTheSecond() throws Exception {
        List<Machine> launched = new ArrayList<>();

        Machine machine = launch(
                launch -> {
                    launched.add(working.launch(launch));
                    if (launched.size() == 1) {
                        waitUntilItIsGivenUp(launch);
                    }
                    return launched.get(launched.size() - 1);
                },
                Duration.ofMillis(40));

        assertThat(launched).hasSize(2).last().isSameAs(machine);
        launched.get(0).process().onExit().get(60, TimeUnit.SECONDS);
        assertThat(machine.process().isAlive()).isTrue();
        machine.close();
    }

    @Test
    void whereLaunchesAreQuickOneIsSoonTakenToHang() throws Exception {
        Duration limit = Duration.ofMinutes(30);
        List<Long> patience = new ArrayList<>();
        SecondTry twice = new SecondTry(
                launch -> {
                    watchdog.getQueue().forEach(watch -> patience.add(((Delayed) watch).getDelay(TimeUnit.SECONDS)));
                    return working.launch(launch);
                },
                watchdog);

        twice.launch(within(limit)).close();
        twice.launch(within(limit)).close();

        assertThat(patience).hasSize(2);
        assertThat(patience.get(0)).isBetween(14 * 60L, 15 * 60L);
        assertThat(patience.get(1)).isBetween(1L, 30L);
    }

    // What is scheduled later on the only thread comes after the watch.
    private void waitUntilItIsGivenUp(Launch launch) {
        try {
            watchdog.schedule(() -> {}, launch.limit().toMillis(), TimeUnit.MILLISECONDS)
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
