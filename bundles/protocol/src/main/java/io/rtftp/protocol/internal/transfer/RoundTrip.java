package io.rtftp.protocol.internal.transfer;

/** Measures the time from a window to its acknowledgement and says how long to wait for the next (RFC 6298). */
final class RoundTrip {

    /** Below this, waiting says more about the client's scheduler than about loss. */
    static final long LEAST_TIMEOUT_NANOS = 20_000_000L;

    /** What a byte takes on a line of 100 Mbit/s, so that a large window has time to leave before it is sent again. */
    private static final long BYTE_NANOS = 80;

    /** So many answers in a row may take a repeat before a wait that grew is kept: the client may be slow, not the network bad. */
    private static final int REPEATED_IN_A_ROW = 3;

    private final Pacing pacing;
    private final long leastTimeoutNanos;
    private long smoothedNanos;
    private long variationNanos;
    private long leastNanos = Long.MAX_VALUE;
    private long timeoutNanos;
    private long justifiedNanos;
    private boolean grown;
    private int repeatedInARow;

    RoundTrip(Pacing pacing, long windowBytes) {
        this.pacing = pacing;
        this.leastTimeoutNanos = LEAST_TIMEOUT_NANOS + windowBytes * BYTE_NANOS;
        this.timeoutNanos = pacing.firstTimeoutNanos();
    }

    /** What was sent once was acknowledged after this time (Karn's rule: never what was sent again). */
    void onMeasured(long nanos) {
        if (leastNanos == Long.MAX_VALUE) {
            smoothedNanos = nanos;
            variationNanos = nanos / 2;
        } else {
            variationNanos += (Math.abs(nanos - smoothedNanos) - variationNanos) / 4;
            smoothedNanos += (nanos - smoothedNanos) / 8;
        }
        leastNanos = Math.min(leastNanos, nanos);
        justify(smoothedNanos + 4 * variationNanos);
    }

    /**
     * What was sent once was acknowledged after this time, part of which the client may have waited of its own accord. Better than
     * nothing while nothing is measured: where one packet of five is lost no window arrives whole, and a second's wait for each loss is long.
     */
    void onMeasuredAtMost(long nanos) {
        if (leastNanos == Long.MAX_VALUE) {
            justify(3 * nanos); // as of a first measure (RFC 6298 §2.2)
        }
    }

    /**
     * What was sent more than once was acknowledged this long after the last time. That says nothing of the round trip (Karn's rule);
     * but where nothing else is known and the answer follows soon, waiting a quarter of the first time is enough.
     */
    void onRepeatAnswered(long nanos) {
        long quarter = pacing.firstTimeoutNanos() / 4;
        if (justifiedNanos == 0 && nanos < quarter) {
            justify(quarter);
        }
    }

    private void justify(long waitNanos) {
        if (pacing.followsRoundTrip()) {
            justifiedNanos = Math.min(pacing.firstTimeoutNanos(), Math.max(leastTimeoutNanos, waitNanos));
            timeoutNanos = justifiedNanos;
            repeatedInARow = 0;
        }
    }

    /**
     * The client answered. Where that took a repeat, the wait goes back to what the round trip justifies, since what was lost says nothing
     * of the round trip; but not always: a client slower than the wait would get everything twice for ever. Every fourth time in a row the
     * wait that grew stays for one answer, up to the first one's length, so that a slow client's can be measured (RFC 6298 §5).
     */
    void onAnswered() {
        if (grown) {
            grown = false;
            repeatedInARow++;
            if (repeatedInARow > REPEATED_IN_A_ROW) {
                repeatedInARow = 0;
            } else if (justifiedNanos > 0) {
                timeoutNanos = justifiedNanos;
            }
        }
        timeoutNanos = Math.min(timeoutNanos, pacing.firstTimeoutNanos());
    }

    /** A wait was in vain; the next is twice as long. */
    void onSilence() {
        timeoutNanos = Math.min(2 * timeoutNanos, pacing.longestTimeoutNanos());
        grown = true;
    }

    /** How long to wait for the next answer. */
    long timeoutNanos() {
        return timeoutNanos;
    }

    /** The shortest time seen, or a cautious guess; no answer comes sooner. */
    long leastNanos() {
        return leastNanos == Long.MAX_VALUE ? LEAST_TIMEOUT_NANOS : leastNanos;
    }

    /** How long after a window went out the last answer to one of its packets may come, where the line is not a very slow one. */
    long allAnswersNanos() {
        return Math.max(leastNanos(), smoothedNanos) + leastTimeoutNanos;
    }

    /** The smoothed time, for people; zero until measured. */
    long smoothedNanos() {
        return smoothedNanos;
    }
}
