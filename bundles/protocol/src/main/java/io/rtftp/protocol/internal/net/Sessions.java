package io.rtftp.protocol.internal.net;

import io.rtftp.api.transfer.TransferRegistry;
import io.rtftp.api.transfer.TransferView;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that run and the views of those that ended. Changed on the loop; as a {@link TransferRegistry} read from any thread.
 */
final class Sessions implements TransferRegistry {

    private static final int REMEMBERED = 1_000;

    private final Loop loop;
    private final Alarms alarms;
    private final Map<Long, Session> running = new ConcurrentHashMap<>();
    private final Map<InetAddress, Integer> perClient = new HashMap<>();
    private final Map<Key, Session> unanswered = new LinkedHashMap<>();
    private final Deque<TransferView> ended = new ArrayDeque<>();
    private final WindowBudget windows = WindowBudget.ofThisProcess();
    private long lastId;

    Sessions(Loop loop) {
        this.loop = loop;
        this.alarms = new Alarms(loop.nowNanos());
    }

    /** A request as a client repeats it: same address, same port, same file. */
    private record Key(InetSocketAddress client, String path) {}

    /** A number for the next session. */
    long nextId() {
        return ++lastId;
    }

    /** How many {@code client} has. */
    int of(InetAddress client) {
        return perClient.getOrDefault(client, 0);
    }

    /** How many there are. */
    int count() {
        return running.size();
    }

    /**
     * Ends the session that has waited longest for its client's first word, so that forged requests don't keep real clients out; false
     * when every client has answered.
     */
    boolean makeRoom() {
        Iterator<Session> eldest = unanswered.values().iterator();
        if (!eldest.hasNext()) {
            return false;
        }
        eldest.next().makeRoom();
        return true;
    }

    /** The session that {@code client} has not yet answered for this file, if any. */
    @Nullable
    Session unanswered(InetSocketAddress client, String path) {
        return unanswered.get(new Key(client, path));
    }

    void add(Session session) {
        running.put(session.id(), session);
        perClient.merge(session.client().getAddress(), 1, Integer::sum);
        unanswered.put(new Key(session.client(), session.path()), session);
    }

    /** The client has answered {@code session}: if it asks for the file again, that is another request. */
    void answered(Session session) {
        unanswered.remove(new Key(session.client(), session.path()), session);
    }

    void remove(Session session, TransferView last) {
        running.remove(session.id());
        alarms.forget(session.alarm());
        answered(session);
        perClient.computeIfPresent(session.client().getAddress(), (any, count) -> count == 1 ? null : count - 1);
        synchronized (ended) {
            if (ended.size() == REMEMBERED) {
                ended.removeLast();
            }
            ended.addFirst(last);
        }
    }

    /** What their windows may take. */
    WindowBudget windows() {
        return windows;
    }

    /** When which of them looks at the clock. */
    Alarms alarms() {
        return alarms;
    }

    /** The sessions that run, in no order. */
    Iterable<Session> all() {
        return running.values();
    }

    boolean isEmpty() {
        return running.isEmpty();
    }

    @Override
    public List<TransferView> running() {
        return running.values().stream()
                .map(Session::view)
                .filter(view -> !view.state().isFinal())
                .sorted(Comparator.comparingLong(TransferView::id))
                .toList();
    }

    @Override
    public List<TransferView> ended() {
        synchronized (ended) {
            return new ArrayList<>(ended);
        }
    }

    @Override
    public boolean cancel(long id) {
        Session session = running.get(id);
        return session != null && loop.run(() -> session.cancel("cancelled by an operator"));
    }
}
