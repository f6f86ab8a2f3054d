package io.rtftp.protocol.internal.net;

/** Keeps a log readable in a storm: so many lines at once, so many a second after that, and how many were left out. */
final class LineBudget {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final long nanosPerLine;
    private final long mostNanos;
    private long savedNanos;
    private long lastNanos;
    private long left;

    LineBudget(int linesAtOnce, int linesPerSecond, long nowNanos) {
        nanosPerLine = SECOND_NANOS / linesPerSecond;
        mostNanos = linesAtOnce * nanosPerLine;
        savedNanos = mostNanos;
        lastNanos = nowNanos;
    }

    /** Whether one more line may be written now. */
    boolean allows(long nowNanos) {
        savedNanos = Math.min(mostNanos, savedNanos + (nowNanos - lastNanos));
        lastNanos = nowNanos;
        if (savedNanos < nanosPerLine) {
            left++;
            return false;
        }
        savedNanos -= nanosPerLine;
        return true;
    }

    /** What to append to the next line that is written; afterwards nothing is left out. */
    String suppressed() {
        String note = left == 0 ? "" : " (" + left + " lines before this one were left out)";
        left = 0;
        return note;
    }
}
