package io.rtftp.protocol.internal.transfer;

/**
 * Tells the ACK that names a gap from the echo of a packet that was sent twice. Blocks up to the last one that was out when a
 * window was repeated may be acknowledged twice by a client that answers copies; answering each such echo with the rest of a window
 * would set off a storm: a large window brings a large window of echoes.
 */
final class Echoes {

    private final RoundTrip roundTrip;
    private long repeatedUpTo = -1;
    private long repeatedAtNanos;
    private boolean heard;
    private boolean gap;
    private long gapDueNanos;

    Echoes(RoundTrip roundTrip) {
        this.roundTrip = roundTrip;
    }

    /** Blocks up to {@code highestSent} are sent again now. */
    void onRepeat(long highestSent, long nowNanos) {
        repeatedUpTo = highestSent;
        repeatedAtNanos = nowNanos;
        gap = false;
    }

    /** Something new was acknowledged: a gap there may have been is closed. */
    void onNewAck() {
        gap = false;
    }

    /** Whether copies of {@code block} may be on their way. */
    boolean mayBring(long block) {
        return block <= repeatedUpTo;
    }

    /**
     * Whether an ACK of {@code block}, inside the window, may be an echo and must not bring the rest of the window again now. One that
     * comes sooner than an answer to the repeat can is no answer to it. It may be an echo, or come from a network that mixes packets up; so
     * from then on what was repeated is repeated again only when all answers to the last repeat must be here, and nothing newer came.
     */
    boolean isEcho(long block, long nowNanos) {
        if (!mayBring(block)) {
            return false;
        }
        heard |= nowNanos - repeatedAtNanos < roundTrip.leastNanos();
        gapDueNanos = repeatedAtNanos + roundTrip.allAnswersNanos();
        gap = heard && nowNanos - gapDueNanos < 0;
        return gap;
    }

    /** Whether it is time to believe that what might have been an echo told of a gap. */
    boolean isGapDue(long nowNanos) {
        return gap && nowNanos - gapDueNanos >= 0;
    }

    /** The deadline, or when a gap is due, whichever is sooner. */
    long sooner(long deadlineNanos) {
        return gap && gapDueNanos - deadlineNanos < 0 ? gapDueNanos : deadlineNanos;
    }
}
