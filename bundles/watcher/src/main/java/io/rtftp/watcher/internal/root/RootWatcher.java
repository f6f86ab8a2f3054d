package io.rtftp.watcher.internal.root;

import io.rtftp.api.watch.RootListener;
import io.rtftp.watcher.internal.file.DescriptionReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the TFTP root from a thread of its own, and tells every listener of the disk descriptions in it. */
public final class RootWatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RootWatcher.class);
    private static final Duration END_WITHIN = Duration.ofSeconds(3);

    private final Audience audience = new Audience();
    private final Descriptions descriptions = new Descriptions(DescriptionReader::look, audience);
    private final DirectoryWatch watch = new DirectoryWatch();
    private final Pace pace;
    private final LongSupplier nanoClock;
    private final Thread thread;
    private volatile Path wantedRoot;
    private volatile boolean closed;
    private RootDirectory root;
    private long scanDueNanos;

    /**
     * Begins to watch.
     *
     * @param root the directory, absolute; it need not be there yet
     * @param pace how often it is looked through unasked
     * @param nanoClock as {@link System#nanoTime}
     */
    public RootWatcher(Path root, Pace pace, LongSupplier nanoClock) {
        this.wantedRoot = root;
        this.root = new RootDirectory(root, LOG::warn);
        this.pace = pace;
        this.nanoClock = nanoClock;
        this.scanDueNanos = nanoClock.getAsLong();
        this.thread = new Thread(this::run, "rtftp-watcher");
        thread.setDaemon(true);
    }

    /** Starts the thread. */
    public RootWatcher start() {
        thread.start();
        return this;
    }

    /** Tells this listener everything that is there, and from then on what changes. Returns at once. */
    public void join(RootListener listener) {
        audience.join(listener);
        wake();
    }

    /** Tells this listener nothing any more. */
    public void leave(RootListener listener) {
        audience.leave(listener);
    }

    /** Watches another root from now on: the files of the old one are gone. Returns at once. */
    public void root(Path directory) {
        wantedRoot = directory;
        wake();
    }

    /** Ends the thread, and waits for it. Nothing is told. */
    @Override
    public void close() {
        closed = true;
        wake();
        try {
            thread.join(END_WITHIN.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("a listener has kept the watcher's thread for {} ms and goes on", END_WITHIN.toMillis());
        }
    }

    private void run() {
        try (watch) {
            while (!closed) {
                turnOrComplain();
            }
        } catch (InterruptedException | IOException ended) {
            LOG.warn("the watcher of {} ended: {}", root.path(), ended.toString());
        }
    }

    /** A fault of ours must not end the watching: the next turn looks at everything again. */
    private void turnOrComplain() throws InterruptedException {
        try {
            turn();
        } catch (RuntimeException fault) {
            LOG.error(
                    "watching {} failed, looking again in {} ms",
                    root.path(),
                    pace.unwatched().toMillis(),
                    fault);
            scanDueNanos = nanoClock.getAsLong();
            onChanges(watch.await(pace.unwatched().toNanos()));
        }
    }

    private void turn() throws InterruptedException {
        if (!wantedRoot.equals(root.path())) {
            descriptions.onRootLeft();
            root = new RootDirectory(wantedRoot, LOG::warn);
            scanDueNanos = nanoClock.getAsLong();
        }
        audience.greet(descriptions::repeat);
        boolean watched = follow();
        if (scanDueNanos - nanoClock.getAsLong() <= 0) {
            List<Path> listed = root.list();
            long nowNanos = nanoClock.getAsLong();
            descriptions.onScan(listed, nowNanos);
            scanDueNanos = nowNanos + (watched ? pace.watched() : pace.unwatched()).toNanos();
        }
        descriptions.onTime(nanoClock.getAsLong());
        long nowNanos = nanoClock.getAsLong();
        long waitNanos = Math.min(scanDueNanos - nowNanos, descriptions.untilDueNanos(nowNanos));
        onChanges(watch.await(Math.max(0, waitNanos)));
    }

    /** Whether inotify works on the root; what was not watched until now is listed after that, so that nothing is missed. */
    private boolean follow() {
        try {
            if (watch.follow(root.path())) {
                scanDueNanos = nanoClock.getAsLong();
                root.onWatched();
            }
            return true;
        } catch (IOException unwatched) {
            root.onUnwatched(unwatched, pace.unwatched());
            return false;
        }
    }

    private void onChanges(DirectoryWatch.Changes changes) {
        long nowNanos = nanoClock.getAsLong();
        if (changes.anything()) {
            scanDueNanos = nowNanos;
        }
        for (Path name : changes.names()) {
            if (root.isDescription(name)) {
                descriptions.onHint(root.path().resolve(name), nowNanos);
            }
        }
    }

    private void wake() {
        try {
            watch.wake();
        } catch (IOException failed) {
            LOG.warn("the watcher of {} could not be woken and may be late: {}", wantedRoot, failed.toString());
        }
    }
}
