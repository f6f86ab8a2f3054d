package io.rtftp.protocol.internal.transfer;

/**
 * How much an address gets that has not answered yet: it may be forged. A packet and few repetitions of it, and no more of the server's
 * time after each than {@link #PATIENCE_NANOS}, whatever {@code timeout} the request names and however often it comes.
 */
final class FirstContact {

    /** How many waits an address that has never answered gets beyond the first. */
    static final int RETRANSMISSIONS = 3;

    /** How many of them repeat a block, which is many times as large as the request; an OACK is small. */
    private static final int BLOCK_RETRANSMISSIONS = 1;

    /** How often the packet goes out once more because the request came once more. */
    private static final int COPIES_ANSWERED = 4;

    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final int repeats;
    private boolean sent;
    private long sentNanos;
    private int copiesAnswered;

    FirstContact(boolean optionsGranted) {
        this.repeats = optionsGranted ? RETRANSMISSIONS : BLOCK_RETRANSMISSIONS;
    }

    /** The first packet went out, or went out once more. */
    void onSent(long nowNanos) {
        if (!sent) {
            sent = true;
            sentNanos = nowNanos;
        }
    }

    /** The client asked again: whether the packet goes out once more. If so, the client's time begins anew with it. */
    boolean answersCopy() {
        if (!sent || copiesAnswered == COPIES_ANSWERED) {
            return false;
        }
        copiesAnswered++;
        sent = false;
        return true;
    }

    /** Whether the packet goes out again after that many silences; else only its answer is waited for. */
    boolean repeatsAfter(int silences) {
        return silences <= repeats;
    }

    /** The wait, but for what exceeds the time that is left. */
    long shortened(long waitNanos, long nowNanos) {
        return Math.min(waitNanos, Math.max(0, PATIENCE_NANOS - (nowNanos - sentNanos)));
    }

    /** Whether all its time is over. */
    boolean isOver(long nowNanos) {
        return nowNanos - sentNanos >= PATIENCE_NANOS;
    }
}
