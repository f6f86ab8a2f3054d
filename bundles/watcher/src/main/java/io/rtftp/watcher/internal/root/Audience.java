package io.rtftp.watcher.internal.root;

import io.rtftp.api.watch.RootListener;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody who listens, as one listener: what one of them throws is logged and keeps nothing from the others.
 *
 * <p>Listeners join and leave from any thread; they are told, and greeted, by one thread alone.
 */
final class Audience implements RootListener {

    private static final Logger LOG = LoggerFactory.getLogger(Audience.class);

    private final List<Seat> seats = new CopyOnWriteArrayList<>();

    /** Takes a listener in; it hears nothing before it was greeted. */
    void join(RootListener listener) {
        seats.add(new Seat(listener));
    }

    /** Leaves a listener out; at most a call that has begun already still reaches it. */
    void leave(RootListener listener) {
        for (Seat seat : seats) {
            if (seat.listener.equals(listener)) {
                seat.left = true;
                seats.remove(seat);
                return;
            }
        }
    }

    /** Gives every newcomer to {@code greeting}; from then on they hear what the others hear. */
    void greet(Consumer<RootListener> greeting) {
        for (Seat seat : seats) {
            if (!seat.greeted) {
                greeting.accept(new One(seat));
                seat.greeted = true;
            }
        }
    }

    @Override
    public void filePresent(Path file, String json) {
        LOG.debug("{} is there, {} characters", file, json.length());
        everybody(listener -> listener.filePresent(file, json));
    }

    @Override
    public void fileInvalid(Path file, String reason) {
        // Not a warning: who listens knows what it means for whom, and says that.
        LOG.debug("{} is no disk description: {}", file, reason);
        everybody(listener -> listener.fileInvalid(file, reason));
    }

    @Override
    public void fileGone(Path file) {
        LOG.debug("{} is gone", file);
        everybody(listener -> listener.fileGone(file));
    }

    private void everybody(Consumer<RootListener> call) {
        for (Seat seat : seats) {
            if (seat.greeted) {
                seat.tell(call);
            }
        }
    }

    private static final class Seat {
        private final RootListener listener;
        private boolean greeted;
        private volatile boolean left;

        private Seat(RootListener listener) {
            this.listener = listener;
        }

        private void tell(Consumer<RootListener> call) {
            if (left) {
                return;
            }
            try {
                call.accept(listener);
            } catch (RuntimeException | LinkageError thrown) { // a LinkageError: its bundle is being replaced
                LOG.warn("{} failed to hear of a disk description: {}", listener, thrown.toString(), thrown);
            }
        }
    }

    private record One(Seat seat) implements RootListener {

        @Override
        public void filePresent(Path file, String json) {
            seat.tell(listener -> listener.filePresent(file, json));
        }

        @Override
        public void fileInvalid(Path file, String reason) {
            seat.tell(listener -> listener.fileInvalid(file, reason));
        }

        @Override
        public void fileGone(Path file) {
            seat.tell(listener -> listener.fileGone(file));
        }
    }
}
