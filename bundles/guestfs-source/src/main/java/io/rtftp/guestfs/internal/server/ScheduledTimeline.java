package io.rtftp.guestfs.internal.server;

import io.rtftp.guestfs.internal.time.Timeline;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns on a thread of the executor, which must have one; real time. */
final class ScheduledTimeline implements Timeline {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduledTimeline.class);

    private final ScheduledExecutorService executor;

    ScheduledTimeline(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    @Override
    public long nowNanos() {
        return System.nanoTime();
    }

    @Override
    public void run(Runnable task) {
        after(0, task);
    }

    @Override
    public void after(long delayNanos, Runnable task) {
        try {
            var unused = executor.schedule(() -> attempt(task), delayNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException ended) {
            LOG.debug("a task came after the end: {}", task);
        }
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | LinkageError failed) { // one turn must not end all others
            LOG.error("a turn of the disks failed: {}", failed.toString(), failed);
        }
    }
}
