package io.rtftp.testkit.tftp;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The parcels that have not arrived yet, by their time of arrival; of those that arrive together, in the order they left. */
final class Underway {

    private static final long MILLI_NANOS = 1_000_000L;

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::atNanos).thenComparingLong(Due::number));
    private final long startNanos;
    private long count;

    Underway(long startNanos) {
        this.startNanos = startNanos;
    }

    private record Due(long atNanos, long number, Parcel parcel) {}

    void add(Parcel parcel, long atNanos) {
        queue.add(new Due(atNanos - startNanos, count++, parcel));
    }

    /** Lets those leave whose time has come. */
    void deliver(long nowNanos) {
        for (Due next = queue.peek(); next != null && next.atNanos <= nowNanos - startNanos; next = queue.peek()) {
            queue.remove();
            next.parcel.leave();
        }
    }

    /** How long to wait for the next one, at least 1 ms; 0: for ever. */
    long waitMillis(long nowNanos) {
        Due next = queue.peek();
        return next == null ? 0 : Math.max(1, (next.atNanos - (nowNanos - startNanos)) / MILLI_NANOS);
    }
}
