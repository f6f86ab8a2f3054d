package io.rtftp.testkit.tftp;

import java.time.Duration;

/**
 * What a {@link LossyProxy} does to packets, in both directions.
 *
 * @param lossPercent how many of a hundred are lost
 * @param duplicatePercent how many of a hundred arrive twice
 * @param reorderPercent how many of a hundred are overtaken by the next one
 * @param delay how long they take one way
 * @param outage when nothing arrives at all
 * @param sparesRequests whether requests always arrive: some clients wait five seconds before they repeat one
 */
public record Faults(
        int lossPercent, int duplicatePercent, int reorderPercent, Delay delay, Outage outage, boolean sparesRequests) {

    private static final Faults NONE =
            new Faults(0, 0, 0, new Delay(Duration.ZERO, Duration.ZERO), new Outage(0, Duration.ZERO), false);

    /**
     * Every packet takes a time of its own between {@code mean - jitter} and {@code mean + jitter}; so those that left together overtake
     * each other.
     */
    public record Delay(Duration mean, Duration jitter) {}

    /** Once for each client, when so many packets of it have been carried: nothing gets through to it or from it for that long. */
    public record Outage(int afterPackets, Duration length) {}

    /** A network that does nothing wrong. */
    public static Faults none() {
        return NONE;
    }

    /** Loses that many of a hundred. */
    public Faults losing(int percent) {
        return new Faults(percent, duplicatePercent, reorderPercent, delay, outage, sparesRequests);
    }

    /** Delivers that many of a hundred twice. */
    public Faults duplicating(int percent) {
        return new Faults(lossPercent, percent, reorderPercent, delay, outage, sparesRequests);
    }

    /** Lets that many of a hundred be overtaken. */
    public Faults reordering(int percent) {
        return new Faults(lossPercent, duplicatePercent, percent, delay, outage, sparesRequests);
    }

    /** Takes its time, each way. */
    public Faults delaying(Duration mean, Duration jitter) {
        return new Faults(
                lossPercent, duplicatePercent, reorderPercent, new Delay(mean, jitter), outage, sparesRequests);
    }

    /** Is gone for a while. */
    public Faults away(int afterPackets, Duration length) {
        return new Faults(
                lossPercent, duplicatePercent, reorderPercent, delay, new Outage(afterPackets, length), sparesRequests);
    }

    /** The same, but requests always arrive. */
    public Faults sparingRequests() {
        return new Faults(lossPercent, duplicatePercent, reorderPercent, delay, outage, true);
    }
}
