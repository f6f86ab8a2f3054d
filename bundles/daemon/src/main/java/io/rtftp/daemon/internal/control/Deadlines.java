package io.rtftp.daemon.internal.control;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends input and output that takes too long, by closing what it goes through. */
final class Deadlines {

    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);

    private final ScheduledExecutorService timer;

    Deadlines(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Input or output. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException;
    }

    /** Does {@code step}; once {@code limit} has passed, closes {@code connection}, which makes the step fail. */
    <T> T within(Duration limit, Closeable connection, Step<T> step) throws IOException {
        ScheduledFuture<?> closing = timer.schedule(() -> close(connection), limit.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return step.run();
        } finally {
            closing.cancel(false);
        }
    }

    private static void close(Closeable connection) {
        try {
            connection.close();
        } catch (IOException failure) {
            LOG.debug("closing a control connection that hangs: {}", failure.getMessage());
        }
    }
}
