package io.rtftp.local.internal.kernel;

import io.rtftp.api.file.DiskThread;
import io.rtftp.api.file.Glance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A glance that gets ready when it is wanted for the first time, so that a start need not wait for it; until then, and on a machine that
 * can't do it, everything is unclear. Thread-safe.
 */
public final class LateGlance implements Glance, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LateGlance.class);

    private final Executor threads;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile @Nullable KernelGlance kernel;
    private boolean closed;

    /**
     * Not wanted yet.
     *
     * @param threads where it gets ready; not the caller's
     */
    public LateGlance(Executor threads) {
        this.threads = threads;
    }

    @Override
    public boolean isAbsent(Path path) {
        KernelGlance ready = kernel();
        return ready != null && ready.isAbsent(path);
    }

    /** As {@link KernelGlance#look}. */
    public Sight look(String path, @Nullable KnownRoot root) {
        KernelGlance ready = kernel();
        return ready == null ? Sight.Nothing.UNCLEAR : ready.look(path, root);
    }

    /** Null also on a thread that may look itself: the loop must not wait for one of those to be done with a glance. */
    private @Nullable KernelGlance kernel() {
        if (Thread.currentThread() instanceof DiskThread) {
            return null;
        }
        KernelGlance ready = kernel;
        if (ready == null && !wanted.getAndSet(true)) {
            threads.execute(this::prepare);
        }
        return ready;
    }

    /** Everything is unclear from now on. */
    @Override
    public synchronized void close() {
        wanted.set(true);
        closed = true;
        KernelGlance ready = kernel;
        if (ready != null) {
            ready.close();
        }
    }

    private synchronized void prepare() {
        if (closed) {
            return;
        }
        try {
            kernel = KernelGlance.open();
        } catch (IOException cannot) {
            LOG.info("each request waits for a thread that looks for its file: {}", cannot.getMessage());
        }
    }
}
