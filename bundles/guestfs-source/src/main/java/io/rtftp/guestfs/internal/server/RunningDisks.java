package io.rtftp.guestfs.internal.server;

import io.rtftp.api.disk.DiskListener;
import io.rtftp.api.disk.DiskRegistry;
import io.rtftp.api.file.DiskThread;
import io.rtftp.api.file.FileResolver;
import io.rtftp.api.file.Glance;
import io.rtftp.api.watch.RootListener;
import io.rtftp.guestfs.internal.appliance.LibguestfsSupply;
import io.rtftp.guestfs.internal.disk.DiskFiles;
import io.rtftp.guestfs.internal.disk.Disks;
import io.rtftp.guestfs.internal.disk.Surroundings;
import io.rtftp.guestfs.internal.resolver.DiskResolver;
import io.rtftp.guestfs.internal.resolver.RootDescriptions;
import io.rtftp.guestfs.internal.spool.Spool;
import io.rtftp.guestfs.internal.spool.SpoolDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The disks of a running server, and the threads they live on. Thread-safe. */
public final class RunningDisks implements RootListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningDisks.class);
    private static final long LOOK_MILLIS = 200;
    private static final long CLOSE_SECONDS = 10;

    private final ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(named("rtftp-disks"));
    private final ExecutorService io = Executors.newSingleThreadExecutor(named("rtftp-spool"));
    private final ExecutorService reading = Executors.newSingleThreadExecutor(named("rtftp-descriptions"));
    private final ScheduledTimeline timeline = new ScheduledTimeline(turns);
    private final List<SpoolDirectory> directories = new ArrayList<>();
    private final DiskAudience audience = new DiskAudience();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final LibguestfsSupply supply;
    private final Spool spool;
    private final Disks disks;
    private final RootDescriptions descriptions;
    private final FileResolver resolver;
    private volatile DiskSettings settings;
    private volatile boolean described;

    /**
     * Makes everything ready; no appliance is booted before there is a disk.
     *
     * @param glance shows that a client has no disk
     * @throws IOException when the spool's directory can't be used
     */
    public RunningDisks(DiskSettings settings, Glance glance) throws IOException {
        this.settings = settings;
        SpoolDirectory directory = SpoolDirectory.below(settings.spool().directory());
        directories.add(directory);
        this.supply = LibguestfsSupply.open(settings.appliancesWithWarm(0));
        this.spool = new Spool(timeline, io, directory.place(), settings.spool().limitBytes());
        this.disks = new Disks(
                new Surroundings(timeline, supply, spool, () -> this.settings.rules(), audience), this::onDescribed);
        this.descriptions = new RootDescriptions(settings.root(), disks, LOG::warn);
        this.resolver =
                new DiskResolver(descriptions, new DiskFiles(disks), () -> this.settings.root(), glance, this::read);
    }

    /** Descriptions are small: a thread that may wait for a disk reads one itself. */
    private void read(Runnable reader) {
        if (reading.isShutdown()) {
            throw new RejectedExecutionException("the disks have been let go");
        }
        DiskThread.run(reader, reading);
    }

    /** The place in the chain. */
    public FileResolver resolver() {
        return resolver;
    }

    /** The disks, for operators. */
    public DiskRegistry registry() {
        return disks;
    }

    /** Tells this listener what becomes of disks from now on. */
    public void join(DiskListener listener) {
        audience.join(listener);
    }

    /** Undoes {@link #join}. */
    public void leave(DiskListener listener) {
        audience.leave(listener);
    }

    /** Takes other settings; what runs goes on. */
    public synchronized void apply(DiskSettings next) throws IOException {
        DiskSettings before = settings;
        if (!next.spool().directory().equals(before.spool().directory())) {
            SpoolDirectory directory = SpoolDirectory.below(next.spool().directory());
            directories.add(directory);
            timeline.run(() -> spool.move(directory.place()));
        }
        settings = next;
        timeline.run(() -> spool.limit(next.spool().limitBytes()));
        supply.configure(described ? next.appliances() : next.appliancesWithWarm(0));
        if (!next.root().equals(before.root())) {
            descriptions.onRoot(next.root(), next.attachAtStart());
        }
    }

    @Override
    public void filePresent(Path file, String json) {
        var unused = descriptions.onText(file, json, settings.attachAtStart());
    }

    @Override
    public void fileInvalid(Path file, String reason) {
        // Looked at as a request does, so that one fault has one name and is told once.
        reading.execute(() -> descriptions.look(file));
    }

    @Override
    public void fileGone(Path file) {
        descriptions.onGone(file);
    }

    /**
     * Opens nothing any more; what is open can be read for so long, and then everything ends. So long, too, another revision of this bundle
     * can take the appliances that are warm or still boot. Returns at once.
     *
     * @return completes when everything has ended
     */
    public CompletionStage<Void> retire(Duration grace) {
        supply.leave(grace);
        disks.retire();
        long endNanos = System.nanoTime() + grace.toNanos();
        turns.execute(() -> endWhenUnused(endNanos));
        return ended;
    }

    /** After {@link #retire}: no other revision will come. Appliances end now, and everything else too where nobody reads any more. */
    public void withdraw() {
        supply.withdraw();
        if (disks.isUnused()) {
            close();
        }
    }

    /** Ends everything now: no process and no file is left when this returns, as far as that takes seconds. */
    @Override
    public void close() {
        disks.close();
        var ended = supply.close().toCompletableFuture();
        try {
            ended.get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException failed) {
            LOG.warn("appliances have not ended: {}", failed.toString());
        }
        end();
    }

    private void endWhenUnused(long endNanos) {
        // An appliance that was asked for and still boots is waited for; booting has a limit of its own.
        if (supply.isLeaving() || (!disks.isUnused() && System.nanoTime() - endNanos < 0)) {
            timeline.after(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS), () -> endWhenUnused(endNanos));
            return;
        }
        disks.close();
        supply.close().whenComplete((unused, failed) -> end());
    }

    private synchronized void end() {
        turns.shutdown();
        reading.shutdown();
        io.shutdown();
        for (SpoolDirectory directory : directories) {
            try {
                directory.close();
            } catch (IOException failed) {
                LOG.warn("the spool could not be deleted: {}", failed.toString());
            }
        }
        directories.clear();
        ended.complete(null);
    }

    private void onDescribed() {
        if (!described) {
            described = true;
            supply.configure(settings.appliances());
        }
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
