package io.rtftp.protocol.internal.net;

import java.util.TreeSet;

/**
 * When which session has to look at the clock. A session whose deadline moves away keeps its alarm and sets it anew when it rings, so
 * that an ACK costs nothing here; and ten thousand sessions that only wait cost nothing at all until one of them is due. On the loop.
 */
final class Alarms {

    private final TreeSet<Alarm> order = new TreeSet<>();
    private final long startNanos;

    /** The clock may run over, so times are counted from {@code startNanos}. */
    Alarms(long startNanos) {
        this.startNanos = startNanos;
    }

    /** The alarm of one session. */
    static final class Alarm implements Comparable<Alarm> {

        private final Session session;
        private long atNanos;
        private boolean isSet;

        /** Not set. */
        Alarm(Session session) {
            this.session = session;
        }

        @Override
        public int compareTo(Alarm other) {
            int earlier = Long.compare(atNanos, other.atNanos);
            return earlier != 0 ? earlier : Long.compare(session.id(), other.session.id());
        }
    }

    /** Wakes the alarm's session at this time, or sooner if that was asked for before. */
    void wakeBy(Alarm alarm, long nanos) {
        long atNanos = nanos - startNanos;
        if (!alarm.isSet || atNanos < alarm.atNanos) {
            forget(alarm);
            alarm.atNanos = atNanos;
            alarm.isSet = true;
            order.add(alarm);
        }
    }

    /** Its session has ended and needs none. */
    void forget(Alarm alarm) {
        if (alarm.isSet) {
            order.remove(alarm);
            alarm.isSet = false;
        }
    }

    /** Wakes those whose time has come. */
    void ring(long nowNanos) {
        while (!order.isEmpty() && order.first().atNanos <= nowNanos - startNanos) {
            Alarm due = order.first();
            forget(due);
            due.session.onTime(nowNanos);
        }
    }
}
