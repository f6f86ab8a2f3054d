package io.rtftp.protocol.internal.net;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * When which session has to look at the clock. A session whose deadline moves away keeps its alarm and sets it anew when it rings, so
 * that an ACK costs nothing here; and ten thousand sessions that only wait cost nothing at all until one of them is due. On the loop.
 */
final class Alarms {

    private final TreeSet<Alarm> order = new TreeSet<>();
    private final Map<Session, Alarm> alarms = new HashMap<>();
    private final long startNanos;

    /** The clock may run over, so times are counted from {@code startNanos}. */
    Alarms(long startNanos) {
        this.startNanos = startNanos;
    }

    private record Alarm(long atNanos, Session session) implements Comparable<Alarm> {

        @Override
        public int compareTo(Alarm other) {
            int earlier = Long.compare(atNanos, other.atNanos);
            return earlier != 0 ? earlier : Long.compare(session.id(), other.session.id());
        }
    }

    /** Wakes {@code session} at this time, or sooner if that was asked for before. */
    void wakeBy(Session session, long nanos) {
        long atNanos = nanos - startNanos;
        Alarm before = alarms.get(session);
        if (before != null) {
            if (before.atNanos <= atNanos) {
                return; // nearly always, so nothing is made before
            }
            order.remove(before);
        }
        Alarm alarm = new Alarm(atNanos, session);
        alarms.put(session, alarm);
        order.add(alarm);
    }

    /** It has ended and needs none. */
    void forget(Session session) {
        Alarm alarm = alarms.remove(session);
        if (alarm != null) {
            order.remove(alarm);
        }
    }

    /** Wakes those whose time has come. */
    void ring(long nowNanos) {
        while (!order.isEmpty() && order.first().atNanos <= nowNanos - startNanos) {
            Session session = order.first().session;
            forget(session);
            session.onTime(nowNanos);
        }
    }
}
