package io.rtftp.protocol.internal.transfer;

/**
 * How much an address gets that has not answered yet: it may be forged. A packet and few repetitions of it, and no more of the server's
 * time than {@link #PATIENCE_NANOS}, whatever {@code timeout} the request names.
 */
final class FirstContact {

    /** How many waits an address that has never answered gets beyond the first. */
    static final int RETRANSMISSIONS = 3;

    /** How many of them repeat a block, which is many times as large as the request; an OACK is small. */
    private static final int BLOCK_RETRANSMISSIONS = 1;

    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final int repeats;
    private boolean sent;
    private long sentNanos;

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

    /** The client asked again; its time begins anew with the next packet. */
    void onAskedAgain() {
        sent = false;
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
