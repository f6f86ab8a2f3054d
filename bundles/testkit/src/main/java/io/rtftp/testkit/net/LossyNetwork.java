package io.rtftp.testkit.net;

import java.util.Random;

/** Carries packets from one place to another the way UDP does: late, out of order, twice, or not at all. */
public final class LossyNetwork {

    private final VirtualClock clock;
    private final Faults faults;
    private final Random chance;

    /** A network with these faults; equal seeds of {@code chance} lose the same packets. */
    public LossyNetwork(VirtualClock clock, Faults faults, Random chance) {
        this.clock = clock;
        this.faults = faults;
        this.chance = chance;
    }

    /**
     * What may happen to a packet.
     *
     * @param lossPercent how many of a hundred are lost
     * @param duplicatePercent how many of a hundred arrive twice
     * @param leastDelayNanos how long a packet takes at least
     * @param jitterNanos how much longer it may take; packets overtake each other within it
     */
    public record Faults(int lossPercent, int duplicatePercent, long leastDelayNanos, long jitterNanos) {

        /** A network that only takes its time. */
        public static Faults none(long delayNanos) {
            return new Faults(0, 0, delayNanos, 0);
        }

        /** The same, losing that many of a hundred packets. */
        public Faults losing(int percent) {
            return new Faults(percent, duplicatePercent, leastDelayNanos, jitterNanos);
        }
    }

    /** Sends a packet whose arrival is {@code arrival}, which runs as often as it arrives. */
    public void carry(Runnable arrival) {
        int copies = happens(faults.duplicatePercent) ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            if (!happens(faults.lossPercent)) {
                clock.after(faults.leastDelayNanos + (long) (chance.nextDouble() * faults.jitterNanos), arrival);
            }
        }
    }

    private boolean happens(int percent) {
        return chance.nextInt(100) < percent;
    }
}
