package io.rtftp.protocol.internal.transfer;

/**
 * How long a transfer waits for an answer, and how often.
 *
 * @param firstTimeoutNanos how long the first answer may take, and the longest first wait of any round
 * @param longestTimeoutNanos what repeated waits grow to; a client's own {@code timeout} option makes it equal to the first
 * @param followsRoundTrip whether waits shorten to what the measured round trip justifies; false when the client gave a time
 * @param retransmissions how many waits of at least {@code firstTimeoutNanos} without an answer are bridged before the client
 *     counts as gone
 */
public record Pacing(long firstTimeoutNanos, long longestTimeoutNanos, boolean followsRoundTrip, int retransmissions) {

    /** Checks the times. */
    public Pacing {
        if (firstTimeoutNanos <= 0 || longestTimeoutNanos < firstTimeoutNanos || retransmissions < 0) {
            throw new IllegalArgumentException("cannot wait " + firstTimeoutNanos + " to " + longestTimeoutNanos
                    + " ns, " + retransmissions + " times over");
        }
    }

    private static final long LONGEST_GROWN_TIMEOUT_NANOS = 5_000_000_000L;

    /** Times of the server's choosing: the first one, growing to 5 s, and shorter once the round trip is known. */
    public static Pacing ofServer(long firstTimeoutNanos, int retransmissions) {
        return new Pacing(
                firstTimeoutNanos, Math.max(firstTimeoutNanos, LONGEST_GROWN_TIMEOUT_NANOS), true, retransmissions);
    }

    /** The time the client asked for (RFC 2349). */
    public static Pacing ofClient(long timeoutNanos, int retransmissions) {
        return new Pacing(timeoutNanos, timeoutNanos, false, retransmissions);
    }
}
