package io.rtftp.testkit.tftp;

/**
 * What a {@link LossyProxy} does to packets, in both directions.
 *
 * @param lossPercent how many of a hundred are lost
 * @param duplicatePercent how many of a hundred arrive twice
 * @param reorderPercent how many of a hundred are overtaken by the next one
 * @param sparesRequests whether requests always arrive: some clients wait five seconds before they repeat one
 */
public record Faults(int lossPercent, int duplicatePercent, int reorderPercent, boolean sparesRequests) {

    /** Loses that many of a hundred, requests too. */
    public static Faults losing(int percent) {
        return new Faults(percent, 0, 0, false);
    }

    /** The same, but requests always arrive. */
    public Faults sparingRequests() {
        return new Faults(lossPercent, duplicatePercent, reorderPercent, true);
    }
}
