package io.rtftp.protocol.internal.net;

import java.util.function.LongConsumer;

/**
 * When which session has to look at the clock: a wheel of time, whose spokes are looked at one after the other as their time comes. A
 * session whose deadline moves away keeps its alarm and sets it anew when it rings, so that an ACK costs nothing here; and to set one
 * costs with ten thousand sessions what it costs with one. On the loop.
 */
final class Alarms {

    private static final int SPOKES = 256;
    private static final int SPOKE_NANOS_LOG2 = 22; // 4.2 ms; the wheel turns once in 1.07 s

    private final Alarm[] spokes = new Alarm[SPOKES];
    private final Alarm looking = Alarm.ring();
    private final long startNanos;
    private long turned; // spokes, since the start

    /** The clock may run over, so times are counted from {@code startNanos}. */
    Alarms(long startNanos) {
        this.startNanos = startNanos;
        for (int i = 0; i < SPOKES; i++) {
            spokes[i] = Alarm.ring();
        }
    }

    /** The alarm of one session. Those of one spoke are neighbours in a ring, which begins at one that is nobody's. */
    static final class Alarm {

        private final LongConsumer ringing;
        private Alarm before = this;
        private Alarm after = this;
        private long atNanos;

        /**
         * One that is not set.
         *
         * @param ringing gets the time when it rings
         */
        Alarm(LongConsumer ringing) {
            this.ringing = ringing;
        }

        private static Alarm ring() {
            return new Alarm(nowNanos -> {});
        }

        private boolean isAlone() {
            return after == this;
        }

        private void leave() {
            before.after = after;
            after.before = before;
            before = this;
            after = this;
        }

        private void join(Alarm ring) {
            before = ring.before;
            after = ring;
            before.after = this;
            ring.before = this;
        }
    }

    /** Rings {@code alarm} at this time, or sooner if that was asked for before. */
    void wakeBy(Alarm alarm, long nanos) {
        long atNanos = nanos - startNanos;
        if (alarm.isAlone() || atNanos < alarm.atNanos) {
            alarm.leave();
            alarm.atNanos = atNanos;
            alarm.join(spokeOf(alarm));
        }
    }

    /** It rings no more, until it is set again. */
    void forget(Alarm alarm) {
        alarm.leave();
    }

    /** Rings those whose time has come. */
    void ring(long nowNanos) {
        long now = nowNanos - startNanos;
        long end = now >> SPOKE_NANOS_LOG2;
        for (long next = Math.max(turned, end - SPOKES + 1); next <= end; next++) {
            turned = next;
            ringOf(spoke(next), now, nowNanos);
        }
    }

    private void ringOf(Alarm spoke, long now, long nowNanos) {
        // Who is woken may set alarms and forget others, so those to be looked at are set aside first.
        while (!spoke.isAlone()) {
            Alarm first = spoke.after;
            first.leave();
            first.join(looking);
        }
        while (!looking.isAlone()) {
            Alarm alarm = looking.after;
            alarm.leave();
            if (alarm.atNanos <= now) {
                alarm.ringing.accept(nowNanos);
            } else {
                alarm.join(spokeOf(alarm));
            }
        }
    }

    private Alarm spokeOf(Alarm alarm) {
        return spoke(Math.max(turned, alarm.atNanos >> SPOKE_NANOS_LOG2)); // what is over already is looked at next
    }

    private Alarm spoke(long number) {
        return spokes[(int) (number % SPOKES)];
    }
}
