package io.rtftp.protocol.internal.net;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Looks for packets a moment longer before the loop sleeps, where the last answers came within that moment. In lock step over loopback
 * or a very fast network each block waits some microseconds for its acknowledgement, and to fall asleep and be woken costs more than
 * the block. Where answers take longer, as over most networks, or where the client needs this processor, it does not look: after a look in
 * vain comes a pause, and each makes the next one longer. A pause ends by the clock and not after so many sleeps, for what was in the way
 * (a client on the same processor, a disk thread) goes away by itself. On the loop.
 */
final class Spin implements SelectStrategy {

    /** How long it looks. */
    static final long LOOK_NANOS = 130_000;

    /** Of this length a sleep, with the turn after it, is a short one; a round trip over gigabit Ethernet is longer. */
    private static final long SHORT_SLEEP_NANOS = 140_000;

    /** After so many short sleeps it looks. */
    static final int SHORT_SLEEPS_LEAST = 4;

    private static final long PAUSE_NANOS_LEAST = 500_000;
    private static final long PAUSE_NANOS_MOST = 16_000_000;
    private static final int HITS_FOR_TRUST = 64;

    private final LongSupplier nanoClock;
    private long pauseNanos = PAUSE_NANOS_LEAST;
    private long pauseEndNanos;
    private int shortSleeps;
    private int hits;
    private boolean slept;
    private long fellAsleepNanos;

    Spin(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.pauseEndNanos = nanoClock.getAsLong();
    }

    @Override
    public int calculateStrategy(IntSupplier events, boolean hasTasks) throws Exception {
        long now = nanoClock.getAsLong();
        if (slept) {
            slept = false;
            shortSleeps = now - fellAsleepNanos < SHORT_SLEEP_NANOS ? shortSleeps + 1 : 0;
        }
        if (hasTasks) {
            return events.get();
        }
        if (shortSleeps >= SHORT_SLEEPS_LEAST && now - pauseEndNanos >= 0) {
            long end = now + LOOK_NANOS;
            do {
                int came = events.get();
                if (came > 0) {
                    hit();
                    return came;
                }
                now = nanoClock.getAsLong();
            } while (now - end < 0);
            miss(now);
        }
        slept = true;
        fellAsleepNanos = now;
        return SELECT;
    }

    private void hit() {
        hits++;
        if (hits >= HITS_FOR_TRUST) {
            pauseNanos = PAUSE_NANOS_LEAST;
        }
    }

    private void miss(long now) {
        if (hits < HITS_FOR_TRUST) {
            pauseEndNanos = now + pauseNanos;
            pauseNanos = Math.min(2 * pauseNanos, PAUSE_NANOS_MOST);
        }
        hits = 0;
        shortSleeps = 0;
    }
}
