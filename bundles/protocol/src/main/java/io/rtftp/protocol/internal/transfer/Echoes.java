package io.rtftp.protocol.internal.transfer;

/**
 * Tells the ACK that names a gap from the echo of a packet that was sent twice. Blocks up to the last one that was out when a
 * window was repeated may be acknowledged twice by a client that answers copies; answering each such echo with the rest of a window
 * would set off a storm: a large window brings a large window of echoes.
 */
final class Echoes {

    private long repeatedUpTo = -1;
    private long repeatedAtNanos;
    private boolean heard;

    /** Blocks up to {@code highestSent} are sent again now. */
    void onRepeat(long highestSent, long nowNanos) {
        repeatedUpTo = highestSent;
        repeatedAtNanos = nowNanos;
    }

    /** Whether copies of {@code block} may be on their way. */
    boolean mayBring(long block) {
        return block <= repeatedUpTo;
    }

    /**
     * Whether an ACK of {@code block}, inside the window, may be an echo and must not bring the rest of the window again. One that
     * comes sooner than an answer to the repeat can is no answer to it; once a client was heard doing that, only the timer repeats to
     * it what was repeated before.
     *
     * @param leastNanos the shortest round trip
     */
    boolean isEcho(long block, long leastNanos, long nowNanos) {
        if (!mayBring(block)) {
            return false;
        }
        if (nowNanos - repeatedAtNanos < leastNanos) {
            heard = true;
        }
        return heard;
    }
}
