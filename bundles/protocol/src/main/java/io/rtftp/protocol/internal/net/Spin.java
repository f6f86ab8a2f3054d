package io.rtftp.protocol.internal.net;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Looks for packets a moment longer before the loop sleeps, where the last answers came within that moment. In lock step over loopback
 * or a very fast network each block waits some microseconds for its acknowledgement, and to fall asleep and be woken costs more than
 * the block. Where answers take longer, as over most networks, or where the client needs this processor, it does not look: each look in
 * vain makes the next attempt rarer. On the loop.
 */
final class Spin implements SelectStrategy {

    /** How long it looks. */
    static final long LOOK_NANOS = 80_000;

    private static final long TURN_NANOS = 40_000; // what a turn may take, in which the sleep before it was short

    /** After so many short sleeps it looks. */
    static final int SHORT_SLEEPS_LEAST = 4;

    private static final int SHORT_SLEEPS_MOST = 512;
    private static final int MORE_AFTER_MISS = 4;
    private static final int HITS_FOR_TRUST = 64;

    private final LongSupplier nanoClock;
    private int shortSleepsNeeded = SHORT_SLEEPS_LEAST;
    private int shortSleeps;
    private int hits;
    private boolean slept;
    private long fellAsleepNanos;

    Spin(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    @Override
    public int calculateStrategy(IntSupplier events, boolean hasTasks) throws Exception {
        long now = nanoClock.getAsLong();
        if (slept) {
            slept = false;
            // The sleep, and the turn after it.
            shortSleeps = now - fellAsleepNanos < LOOK_NANOS + TURN_NANOS ? shortSleeps + 1 : 0;
        }
        if (hasTasks) {
            return events.get();
        }
        if (shortSleeps >= shortSleepsNeeded) {
            long end = now + LOOK_NANOS;
            do {
                int came = events.get();
                if (came > 0) {
                    hit();
                    return came;
                }
                now = nanoClock.getAsLong();
            } while (now - end < 0);
            miss();
        }
        slept = true;
        fellAsleepNanos = now;
        return SELECT;
    }

    private void hit() {
        hits++;
        if (hits >= HITS_FOR_TRUST) {
            shortSleepsNeeded = SHORT_SLEEPS_LEAST;
        }
    }

    private void miss() {
        if (hits < HITS_FOR_TRUST) {
            shortSleepsNeeded = Math.min(MORE_AFTER_MISS * shortSleepsNeeded, SHORT_SLEEPS_MOST);
        }
        hits = 0;
        shortSleeps = 0;
    }
}
