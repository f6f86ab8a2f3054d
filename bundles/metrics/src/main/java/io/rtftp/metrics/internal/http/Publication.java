package io.rtftp.metrics.internal.http;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a registry at one address at a time. A port that can't be opened is tried again until it can, and the log says so once; what was
 * open before stays open meanwhile. Thread-safe; returns at once, but for {@link #close}, after which the port is free.
 */
public final class Publication implements AutoCloseable {

    private static final long CLOSE_SECONDS = 5;

    private final PrometheusRegistry registry;
    private final long retryMillis;
    private final Journal journal;
    private final ScheduledThreadPoolExecutor thread;
    private volatile String url = "";

    // These belong to the thread.
    private @Nullable MetricsAddress wanted;
    private @Nullable Endpoint open;
    private String problem = "";

    /** Where lines go. */
    public record Journal(Consumer<String> info, Consumer<String> warn) {}

    /**
     * Publishes nothing yet.
     *
     * @param retryMillis the pause before a port is tried again
     */
    public Publication(PrometheusRegistry registry, long retryMillis, Journal journal) {
        this.registry = registry;
        this.retryMillis = retryMillis;
        this.journal = journal;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "rtftp-metrics");
            made.setDaemon(true);
            return made;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Publishes there from now on. */
    public void at(MetricsAddress address) {
        thread.execute(() -> {
            if (!address.equals(wanted)) {
                wanted = address;
                problem = "";
                attempt(address);
            }
        });
    }

    /** Where it is published now; empty while it is not. */
    public String url() {
        return url;
    }

    @Override
    public void close() {
        if (thread.isShutdown()) {
            return;
        }
        thread.execute(() -> {
            wanted = null;
            closeOpen();
        });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                journal.warn().accept("the port of the metrics is slow to close");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(MetricsAddress address) {
        if (!address.equals(wanted)) {
            return; // another one is wanted since
        }
        try {
            Endpoint opened = open(address);
            closeOpen();
            open = opened;
            url = opened.url();
            journal.info().accept("metrics are at " + opened.url());
        } catch (IOException | RuntimeException failed) {
            tell(address, failed);
            var unused = thread.schedule(() -> attempt(address), retryMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** The next port is opened before the last one is closed, unless it is the same port: then our own is in the way. */
    private Endpoint open(MetricsAddress address) throws IOException {
        try {
            return Endpoint.open(address, registry);
        } catch (BindException taken) {
            if (open == null || open.port() != address.port()) {
                throw taken;
            }
            closeOpen();
            return Endpoint.open(address, registry);
        }
    }

    private void tell(MetricsAddress address, Exception failed) {
        String reason = failed instanceof UnknownHostException
                ? "unknown host"
                : failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
        String sentence = "cannot publish metrics at " + address + ": " + reason + "; it is tried again"
                + (open == null ? "" : ", and they stay at " + open.url());
        if (!sentence.equals(problem)) {
            problem = sentence;
            journal.warn().accept(sentence);
        }
    }

    private void closeOpen() {
        Endpoint closing = open;
        if (closing != null) {
            open = null;
            url = "";
            closing.close();
            journal.info().accept("metrics are not at " + closing.url() + " any more");
        }
    }
}
