package io.rtftp.protocol.internal.transfer;

/** Measures the time from a packet to its acknowledgement and says how long to wait for the next (RFC 6298). */
final class RoundTrip {

    /** Below this, waiting says more about the client's scheduler than about loss. */
    static final long LEAST_TIMEOUT_NANOS = 20_000_000L;

    private final Pacing pacing;
    private long smoothedNanos;
    private long variationNanos;
    private long leastNanos = Long.MAX_VALUE;
    private long timeoutNanos;

    RoundTrip(Pacing pacing) {
        this.pacing = pacing;
        this.timeoutNanos = pacing.firstTimeoutNanos();
    }

    /** A packet that was sent once was acknowledged after this time (Karn's rule: never one that was sent again). */
    void onMeasured(long nanos) {
        if (leastNanos == Long.MAX_VALUE) {
            smoothedNanos = nanos;
            variationNanos = nanos / 2;
        } else {
            variationNanos += (Math.abs(nanos - smoothedNanos) - variationNanos) / 4;
            smoothedNanos += (nanos - smoothedNanos) / 8;
        }
        leastNanos = Math.min(leastNanos, nanos);
        onAnswered();
    }

    /** The client answered; the next wait starts small again. */
    void onAnswered() {
        timeoutNanos = pacing.firstTimeoutNanos();
        if (pacing.followsRoundTrip() && leastNanos != Long.MAX_VALUE) {
            long justified = Math.max(LEAST_TIMEOUT_NANOS, smoothedNanos + 4 * variationNanos);
            timeoutNanos = Math.min(timeoutNanos, justified);
        }
    }

    /** A wait was in vain; the next is twice as long. */
    void onSilence() {
        timeoutNanos = Math.min(2 * timeoutNanos, pacing.longestTimeoutNanos());
    }

    /** How long to wait for the next answer. */
    long timeoutNanos() {
        return timeoutNanos;
    }

    /** The shortest time seen, or a cautious guess; no answer to a packet comes sooner after it. */
    long leastNanos() {
        return leastNanos == Long.MAX_VALUE ? LEAST_TIMEOUT_NANOS : leastNanos;
    }

    /** The smoothed time, for people; zero until measured. */
    long smoothedNanos() {
        return smoothedNanos;
    }
}
