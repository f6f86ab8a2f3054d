package io.rtftp.guestfs.internal.disk;

import java.time.Duration;

/** What went wrong with one disk, and how long it is left alone after that. All calls from the timeline's thread. */
final class Trouble {

    private static final Duration BACK_OFF_LEAST = Duration.ofSeconds(1);
    private static final Duration BACK_OFF_MOST = Duration.ofSeconds(8);

    private int failures;
    private long retryNanos;
    private String lastError = "";

    /**
     * It failed, once more or for the first time.
     *
     * @return whether this is news: another reason than the last time
     */
    boolean onFailure(String reason, long nowNanos) {
        boolean isNews = !reason.equals(lastError);
        lastError = reason;
        failures++;
        long backOff = BACK_OFF_LEAST.toNanos() << Math.min(failures - 1, 10);
        retryNanos = nowNanos + Math.min(backOff, BACK_OFF_MOST.toNanos());
        return isNews;
    }

    /** It works again; the last error stays known. */
    void onSuccess() {
        failures = 0;
    }

    /** Whether the last thing it did was to fail. */
    boolean isBroken() {
        return failures > 0;
    }

    /** How long it is to be left alone; not above zero when that is over. */
    long waitNanos(long nowNanos) {
        return failures == 0 ? 0 : retryNanos - nowNanos;
    }

    /** The last thing that went wrong; empty where nothing did. */
    String lastError() {
        return lastError;
    }
}
