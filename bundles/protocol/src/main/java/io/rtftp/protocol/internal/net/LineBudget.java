package io.rtftp.protocol.internal.net;

/** Keeps a log readable in a storm: so many lines a second, and how many were left out. */
final class LineBudget {

    private static final int LINES_PER_SECOND = 50;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private long secondBeganNanos;
    private int lines;
    private long left;

    LineBudget(long nowNanos) {
        secondBeganNanos = nowNanos;
    }

    /** Whether one more line may be written now. */
    boolean allows(long nowNanos) {
        if (nowNanos - secondBeganNanos >= SECOND_NANOS) {
            secondBeganNanos = nowNanos;
            lines = 0;
        }
        boolean allowed = lines < LINES_PER_SECOND;
        lines += allowed ? 1 : 0;
        left += allowed ? 0 : 1;
        return allowed;
    }

    /** What to append to the next line that is written; afterwards nothing is left out. */
    String suppressed() {
        String note = left == 0 ? "" : " (" + left + " lines before this one were left out)";
        left = 0;
        return note;
    }
}
