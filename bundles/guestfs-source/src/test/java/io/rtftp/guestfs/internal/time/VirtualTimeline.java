package io.rtftp.guestfs.internal.time;

import io.rtftp.testkit.net.VirtualClock;
import java.time.Duration;

/** Turns in virtual time, on the thread of the test. */
public final class VirtualTimeline implements Timeline {

    private final VirtualClock clock;

    /** A timeline that begins at any time, as {@link System#nanoTime} does. */
    public VirtualTimeline(long beganNanos) {
        clock = new VirtualClock(beganNanos);
    }

    @Override
    public long nowNanos() {
        return clock.nowNanos();
    }

    @Override
    public void run(Runnable task) {
        clock.after(0, task);
    }

    @Override
    public void after(long delayNanos, Runnable task) {
        clock.after(delayNanos, task);
    }

    /** Lets so much time pass. */
    public void pass(Duration time) {
        clock.run(time.toNanos());
    }

    /** Runs what is to be run now. */
    public void settle() {
        clock.run(0);
    }
}
