package io.rtftp.guestfs.internal.appliance;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that calls into an appliance. Calls run in the order they came; one that takes too long is reported once, so that the
 * appliance can be killed under it, which makes it fail. Thread-safe.
 */
final class Lane {

    private final ExecutorService thread;
    private final ScheduledExecutorService watchdog;
    private final Consumer<String> onOverrun;
    private @Nullable String ended;

    /**
     * A lane with a thread of its own.
     *
     * @param watchdog where time limits are watched
     * @param onOverrun told a sentence when a call takes longer than its limit
     */
    Lane(String name, ScheduledExecutorService watchdog, Consumer<String> onOverrun) {
        this.watchdog = watchdog;
        this.onOverrun = onOverrun;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, name);
            made.setDaemon(true);
            return made;
        });
    }

    /** Queues a call; after {@link #end} it fails with the reason. */
    synchronized <T> CompletionStage<T> call(String what, Duration limit, Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (ended != null) {
            result.completeExceptionally(new ApplianceException(ended));
        } else {
            thread.execute(() -> run(what, limit, call, result));
        }
        return result;
    }

    /** Does something now and then beside the calls, until the answer is cancelled or {@code task} fails. */
    Future<?> repeat(Duration pause, Runnable task) {
        return watchdog.scheduleWithFixedDelay(task, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Queues a call after a while. */
    void callLater(Duration delay, String what, Duration limit, Callable<?> call) {
        var unused = watchdog.schedule(() -> call(what, limit, call), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Makes everything queued, and what comes later, fail with this reason; the first reason stays. */
    synchronized void end(String reason) {
        if (ended == null) {
            ended = reason;
        }
    }

    /** Runs this after everything queued, then ends the thread; call {@link #end} before. */
    synchronized void finish(Runnable last) {
        thread.execute(last);
        thread.shutdown();
    }

    private <T> void run(String what, Duration limit, Callable<T> call, CompletableFuture<T> result) {
        String reason = reason();
        if (reason != null) {
            result.completeExceptionally(new ApplianceException(reason));
            return;
        }
        Future<?> watch = watchdog.schedule(
                () -> onOverrun.accept(what + " took longer than " + limit.toMillis() + " ms"),
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            result.complete(call.call());
        } catch (Exception e) {
            result.completeExceptionally(explained(e));
        } finally {
            watch.cancel(false);
        }
    }

    // What a call says whose appliance was killed under it is noise: the reason for the kill is what a person needs.
    private Exception explained(Exception e) {
        String reason = reason();
        return reason == null ? e : new ApplianceException(reason, e);
    }

    private synchronized @Nullable String reason() {
        return ended;
    }
}
