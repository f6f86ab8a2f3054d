package io.rtftp.testkit.net;

import java.util.Comparator;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/** Time that passes only from one planned action to the next. Actions of the same time run in the order they were planned. */
public final class VirtualClock {

    private final PriorityQueue<Planned> planned =
            new PriorityQueue<>(Comparator.comparingLong(Planned::inNanos).thenComparingLong(Planned::number));
    private final long beganNanos;
    private long elapsedNanos;
    private long count;

    /** A clock that shows {@code beganNanos}, which may be any number, as {@link System#nanoTime} may. */
    public VirtualClock(long beganNanos) {
        this.beganNanos = beganNanos;
    }

    /** What the clock shows; it may run over. */
    public long nowNanos() {
        return beganNanos + elapsedNanos;
    }

    /** The time since the clock began. */
    public long elapsedNanos() {
        return elapsedNanos;
    }

    /** Plans {@code action} for a later time, or for now, after what is planned for now already. */
    public void after(long delayNanos, Runnable action) {
        if (delayNanos < 0) {
            throw new IllegalArgumentException("cannot plan for " + -delayNanos + " ns ago");
        }
        planned.add(new Planned(elapsedNanos + delayNanos, count++, action));
    }

    /** How long until the next planned action; empty when nothing is planned. */
    public OptionalLong untilNextNanos() {
        Planned next = planned.peek();
        return next == null ? OptionalLong.empty() : OptionalLong.of(next.inNanos - elapsedNanos);
    }

    /** Moves to the next planned action and runs it; false when nothing is planned. */
    public boolean runNext() {
        Planned next = planned.poll();
        if (next == null) {
            return false;
        }
        elapsedNanos = next.inNanos;
        next.action.run();
        return true;
    }

    /** Moves on by {@code nanos} and runs what is planned until then. */
    public void run(long nanos) {
        long untilNanos = elapsedNanos + nanos;
        for (Planned next = planned.peek(); next != null && next.inNanos <= untilNanos; next = planned.peek()) {
            runNext();
        }
        elapsedNanos = untilNanos;
    }

    private record Planned(long inNanos, long number, Runnable action) {}
}
