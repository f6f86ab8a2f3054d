package io.rtftp.chain.internal.ranked;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What the chain does later. */
@FunctionalInterface
public interface Timer {

    /** Runs {@code action} once, when {@code delayNanos} have passed; never within this call. */
    void after(long delayNanos, Runnable action);

    /** Real time, on {@code executor}. */
    static Timer on(ScheduledExecutorService executor) {
        return (delayNanos, action) -> {
            var unused = executor.schedule(action, delayNanos, TimeUnit.NANOSECONDS);
        };
    }
}
