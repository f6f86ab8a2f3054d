package io.rtftp.guestfs.internal.time;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** The one thread that the state of all disks belongs to, and its clock. */
public interface Timeline {

    /** The time in nanoseconds, for differences only. Any thread. */
    long nowNanos();

    /** Runs {@code task} soon, after what was given before. Any thread; a task given after the end is dropped. */
    void run(Runnable task);

    /** Runs {@code task} when so much time has passed. Any thread. */
    void after(long delayNanos, Runnable task);

    /** Hands the outcome of {@code stage} to {@code then} in a turn of its own; one of its arguments is null. */
    default <T> void onTurn(CompletionStage<T> stage, BiConsumer<? super T, ? super Throwable> then) {
        stage.whenComplete((value, failure) -> run(() -> then.accept(value, failure)));
    }
}
