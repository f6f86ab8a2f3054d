package io.rtftp.guestfs.internal.appliance;

import java.time.Duration;

/** How long to wait after each failure in a row: twice as long as after the one before, up to a most. Not thread-safe. */
final class BackOff {

    private final Duration shortest;
    private final Duration longest;
    private Duration next;

    BackOff(Duration shortest, Duration longest) {
        this.shortest = shortest;
        this.longest = longest;
        this.next = shortest;
    }

    /** It failed once more: how long to wait. */
    Duration onFailure() {
        Duration now = next;
        Duration doubled = now.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        return now;
    }

    /** It worked: the next failure is a first one. */
    void onSuccess() {
        next = shortest;
    }
}
