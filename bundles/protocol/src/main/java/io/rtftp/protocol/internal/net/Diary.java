package io.rtftp.protocol.internal.net;

import io.rtftp.api.transfer.TransferListener;
import io.rtftp.api.transfer.TransferView;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server tells people and listeners. A log line or a listener may be slow, so both happen on a thread of its own,
 * {@code rtftp-events}; what anyone on the network can cause any number of times is said once in a while, with a count.
 */
final class Diary implements AutoCloseable {

    /** What is said at most once in {@link #QUIET_NANOS}. */
    enum Topic {
        MALFORMED,
        WRITE,
        IGNORED,
        UNHEARD,
        LIMIT,
        ROLL_OVER,
        SOCKET,
        FAULT
    }

    /** Where lines are written. */
    interface Pen {

        /** One transfer that ended. */
        void info(String line);

        /** What an operator should know; with its cause where that is somebody's code. */
        void warn(String line, @Nullable Throwable cause);

        /** The log of this process, under {@code io.rtftp.transfer}. */
        static Pen log() {
            Logger log = LoggerFactory.getLogger("io.rtftp.transfer");
            return new Pen() {
                @Override
                public void info(String line) {
                    log.info(line);
                }

                @Override
                public void warn(String line, @Nullable Throwable cause) {
                    log.warn(line, cause);
                }
            };
        }
    }

    private static final long QUIET_NANOS = 10_000_000_000L;
    private static final int QUEUE_ENTRIES = 4_096;

    /** What happens within this is told at once: to wake the teller for each event costs more than to tell. */
    private static final long GATHER_NANOS = 2_000_000;

    /** A hundred machines that boot at once are all told of. */
    private static final int COMPLETED_AT_ONCE = 5_000;

    private static final int COMPLETED_PER_SECOND = 100;

    /** The probes of a few boots; anyone on the network can cause any number of these. */
    private static final int OTHERS_AT_ONCE = 200;

    private static final int OTHERS_PER_SECOND = 3;

    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(QUEUE_ENTRIES);
    private final AtomicLong dropped = new AtomicLong();
    private final Map<Topic, Occasion> occasions = new EnumMap<>(Topic.class);
    private final LongSupplier nanoClock;
    private final Pen pen;
    private final LineBudget completed;
    private final LineBudget others;
    private final Thread thread;
    private volatile List<TransferListener> listeners = List.of();
    private volatile boolean hearsChanges;
    private volatile boolean closed;

    Diary(LongSupplier nanoClock, Pen pen) {
        this.nanoClock = nanoClock;
        this.pen = pen;
        this.completed = new LineBudget(COMPLETED_AT_ONCE, COMPLETED_PER_SECOND, nanoClock.getAsLong());
        this.others = new LineBudget(OTHERS_AT_ONCE, OTHERS_PER_SECOND, nanoClock.getAsLong());
        for (Topic topic : Topic.values()) {
            occasions.put(topic, new Occasion());
        }
        thread = new Thread(this::write, "rtftp-events");
        thread.setDaemon(true);
        thread.start();
    }

    /** Who hears of transfers from now on. Any thread. */
    void listeners(List<TransferListener> now) {
        listeners = List.copyOf(now);
        hearsChanges = now.stream().anyMatch(listener -> !listener.hearsEndsOnly());
    }

    /** Whether a change short of the end is worth telling. Any thread. */
    boolean isHeard() {
        return hearsChanges;
    }

    /** How often this has happened, said or not. Any thread. */
    long times(Topic topic) {
        Occasion occasion = occasions.get(topic);
        return occasion == null ? 0 : occasion.times.get();
    }

    /** How many entries were dropped. Any thread. */
    long missed() {
        return dropped.get();
    }

    /** A transfer changed state; the last change is logged. On the loop. */
    void transferChanged(TransferView view) {
        List<TransferListener> heardBy = listeners;
        post(() -> {
            for (TransferListener listener : heardBy) {
                if (view.state().isFinal() || !listener.hearsEndsOnly()) {
                    tell(listener, view);
                }
            }
            LineBudget budget = view.state() == TransferView.State.COMPLETED ? completed : others;
            if (view.state().isFinal() && budget.allows(nanoClock.getAsLong())) {
                pen.info(TransferLine.of(view) + budget.suppressed());
            }
        });
    }

    /** Says something once in a while. On the loop. */
    void note(Topic topic, Supplier<String> sentence) {
        Occasion occasion = occasions.computeIfAbsent(topic, any -> new Occasion());
        occasion.times.incrementAndGet();
        long now = nanoClock.getAsLong();
        if (occasion.said && now - occasion.lastNanos < QUIET_NANOS) {
            occasion.unsaid++;
            return;
        }
        String line = sentence.get() + (occasion.unsaid == 0 ? "" : " (and " + occasion.unsaid + " more like this)");
        occasion.said = true;
        occasion.lastNanos = now;
        occasion.unsaid = 0;
        warn(line);
    }

    /** A packet came from {@code sender} that nothing here waits for, and was dropped. On the loop. */
    void ignored(InetSocketAddress sender) {
        note(
                Topic.IGNORED,
                () -> "ignored a packet from " + Endpoint.text(sender)
                        + " that is no request and belongs to no transfer");
    }

    /** Says something now. Any thread. */
    void warn(String sentence) {
        post(() -> pen.warn(sentence, null));
    }

    /** Lets what was said be written and ends the thread. Any thread. */
    @Override
    public void close() {
        closed = true;
        post(() -> {});
    }

    private void post(Runnable entry) {
        while (!queue.offer(entry)) {
            if (queue.poll() != null) {
                dropped.incrementAndGet();
            }
        }
    }

    private void write() {
        long told = 0;
        try {
            while (!closed || !queue.isEmpty()) {
                for (Runnable entry = queue.take(); entry != null; entry = queue.poll()) {
                    write(entry);
                }
                long missed = dropped.get();
                if (missed > told) {
                    long untold = missed - told;
                    write(() -> pen.warn(
                            untold + " events were dropped: listeners or the log are too slow or broken", null));
                    told = missed;
                }
                LockSupport.parkNanos(this, GATHER_NANOS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** What fails once, be it the log itself, must not end the thread. */
    private void write(Runnable entry) {
        try {
            entry.run();
        } catch (RuntimeException | Error failure) {
            dropped.incrementAndGet(); // said when the log can be written to again
        }
    }

    private void tell(TransferListener listener, TransferView view) {
        try {
            listener.transferChanged(view);
        } catch (RuntimeException | Error failure) { // LinkageError: its bundle has been taken away
            pen.warn("the listener " + listener.getClass().getName() + " failed on transfer " + view.id(), failure);
        }
    }

    private static final class Occasion {
        private final AtomicLong times = new AtomicLong();
        private boolean said;
        private long lastNanos;
        private long unsaid;
    }
}
