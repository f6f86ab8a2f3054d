package io.rtftp.guestfs.internal.disk;

import io.rtftp.api.disk.DiskView;
import io.rtftp.guestfs.internal.appliance.Appliance;
import io.rtftp.guestfs.internal.appliance.MountedDisk;
import io.rtftp.guestfs.internal.description.ExportUrl;
import io.rtftp.guestfs.internal.source.DiskSource;
import io.rtftp.guestfs.internal.spool.SpoolFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One disk: asks wait until a view is there that they may be answered from, and are then answered together. One step is under way at a
 * time: an appliance is waited for, or the disk is attached to it. All calls from the timeline's thread.
 *
 * <p>A new view takes the place of the one before on the same appliance where nobody reads from the disk any more; where somebody does,
 * it gets an appliance of its own, and the old one goes when its readers have what they need (decision 0020).
 */
final class Disk {

    private static final Logger LOG = LoggerFactory.getLogger(Disk.class);
    private static final Duration BACK_OFF_LEAST = Duration.ofSeconds(1);
    private static final Duration BACK_OFF_MOST = Duration.ofSeconds(8);

    private final String name;
    private final DiskSource source;
    private final Surroundings world;
    private final List<Ask> waiting = new ArrayList<>();
    private final List<Generation> retired = new ArrayList<>(); // their readers still need the disk
    private final List<Generation> spooled = new ArrayList<>(); // what their readers need is in the spool
    private @Nullable Generation current;
    private @Nullable Appliance spare; // ours, with nothing attached
    private @Nullable CompletionStage<Appliance> queued;
    private boolean attaching;
    private boolean retryPlanned;
    private int step; // what comes back from an earlier step is not for us any more
    private int generations;
    private int failures;
    private long retryNanos;
    private long usedNanos;
    private long bytesRead;
    private boolean broken;
    private String lastError = "";

    Disk(String name, DiskSource source, Surroundings world) {
        this.name = name;
        this.source = source;
        this.world = world;
        this.usedNanos = now();
    }

    String name() {
        return name;
    }

    /** Answers when there is a view to answer from. */
    void onAsk(Ask ask) {
        usedNanos = now();
        waiting.add(ask);
        advance();
    }

    /** Attaches the disk before anyone asks. */
    void prepare() {
        if (current == null && !isWorking()) {
            usedNanos = now();
            open();
        }
    }

    /** Time has passed: asks that nobody waits for any more leave, and a disk that is not used is let go. */
    void onTime() {
        waiting.removeIf(Ask::isGone);
        sweepRetired();
        long idleNanos = world.rules().get().idleTimeout().toNanos();
        if (isIdle() && holdsAppliance() && now() - usedNanos >= idleNanos) {
            LOG.info("disk {} let go: nobody asked for it in {} s", name, idleNanos / 1_000_000_000);
            retire();
        }
    }

    /** Whether nobody waits for it or reads from it, and nothing is under way. */
    boolean isIdle() {
        return waiting.isEmpty() && !isWorking() && (current == null || current.isDrained());
    }

    boolean holdsAppliance() {
        return current != null || spare != null;
    }

    /** Whether it waits in line for an appliance. */
    boolean isQueued() {
        return queued != null && !waiting.isEmpty();
    }

    boolean isWorking() {
        return queued != null || attaching;
    }

    /** Since when nobody asked. */
    long usedNanos() {
        return usedNanos;
    }

    /** Whether nothing of it is left. */
    boolean isEmpty() {
        return isIdle() && !holdsAppliance() && retired.isEmpty() && spooled.isEmpty();
    }

    /** Lets the disk go when its transfers have what they need of it; who waits for it is told so. */
    void retire() {
        step++;
        giveUpQueue();
        attaching = false;
        retireCurrent();
        closeSpare();
        failWaiting("it was let go");
        sweepRetired();
    }

    /** Lets the disk go now; transfers that still need it fail with this reason, and so do those who wait. */
    void release(String reason) {
        retireCurrent();
        for (Generation old : retired) {
            old.fail(reason);
            old.appliance().close();
        }
        failWaiting(reason);
        retire();
    }

    /** The disk as operators see it. */
    DiskView view(List<String> clients, List<Path> descriptions, String wrongDescription) {
        Generation shown = current;
        return new DiskView(
                name,
                ExportUrl.of(source.export()),
                state(),
                clients,
                descriptions,
                generations,
                shown == null ? Duration.ZERO : Duration.ofNanos(now() - shown.openedNanos()),
                shown == null ? List.of() : shown.view().mounts(),
                use(),
                shown == null
                        ? Optional.ofNullable(spare).map(Appliance::view)
                        : Optional.of(shown.appliance().view()),
                wrongDescription.isEmpty() ? lastError : wrongDescription,
                shown == null ? List.of() : shown.view().notes());
    }

    private DiskView.State state() {
        if (isWorking()) {
            return DiskView.State.ATTACHING;
        }
        if (current != null) {
            return DiskView.State.READY;
        }
        return broken ? DiskView.State.BROKEN : DiskView.State.DETACHED;
    }

    private DiskView.DiskUse use() {
        List<Generation> all = new ArrayList<>(retired);
        all.addAll(spooled);
        if (current != null) {
            all.add(current);
        }
        return new DiskView.DiskUse(
                all.stream().mapToInt(Generation::openFiles).sum(),
                waiting.size(),
                bytesRead,
                all.stream().mapToLong(Generation::spoolBytes).sum());
    }

    private void advance() {
        Generation generation = current;
        if (generation != null) {
            List<Ask> content = new ArrayList<>(waiting);
            content.removeIf(ask -> !ask.isContentWith(generation));
            waiting.removeAll(content);
            content.forEach(ask -> ask.answer(generation));
        }
        waiting.removeIf(Ask::isGone);
        if (!waiting.isEmpty() && !isWorking()) {
            open();
        }
    }

    private void open() {
        long waitNanos = failures == 0 ? 0 : retryNanos - now();
        if (waitNanos > 0) {
            if (!retryPlanned) {
                retryPlanned = true;
                world.timeline().after(waitNanos, () -> {
                    retryPlanned = false;
                    advance();
                });
            }
            return;
        }
        Generation old = current;
        current = null;
        Appliance ready = spare;
        if (old != null && old.isDrained()) {
            reattach(old);
        } else if (ready != null) {
            attach(ready);
        } else {
            if (old != null) {
                retired.add(old);
            }
            queueUp();
        }
    }

    /** Puts a new view in the place of one that nobody needs the disk for. */
    private void reattach(Generation old) {
        int mine = ++step;
        attaching = true;
        spare = old.appliance();
        keepSpooled(old);
        world.timeline().onTurn(old.view().detach(), (unused, failed) -> {
            if (mine != step) {
                old.appliance().close();
            } else if (failed == null) {
                attach(old.appliance());
            } else {
                LOG.warn("disk {} could not be detached: {}", name, Reasons.of(failed));
                closeSpare();
                attaching = false;
                queueUp();
            }
        });
    }

    private void queueUp() {
        int mine = ++step;
        CompletionStage<Appliance> place = world.supply().acquire(name);
        queued = place;
        world.timeline().onTurn(place, (appliance, failed) -> {
            if (mine != step) {
                if (appliance != null) {
                    appliance.close();
                }
                return;
            }
            queued = null;
            if (appliance == null) {
                broken(Reasons.of(failed));
            } else {
                world.timeline()
                        .onTurn(appliance.died(), (reason, unused) -> onDied(appliance, String.valueOf(reason)));
                attach(appliance);
            }
        });
    }

    private void attach(Appliance appliance) {
        int mine = ++step;
        attaching = true;
        spare = appliance;
        long openedNanos = now();
        world.timeline().onTurn(appliance.attach(source), (view, failed) -> {
            if (mine != step) {
                appliance.close();
                return;
            }
            attaching = false;
            if (view == null) {
                broken(Reasons.of(failed));
            } else {
                spare = null;
                onAttached(appliance, view, openedNanos);
            }
        });
    }

    private void onAttached(Appliance appliance, MountedDisk view, long openedNanos) {
        generations++;
        failures = 0;
        broken = false;
        usedNanos = now();
        var origin = new Generation.Origin(name, generations, openedNanos);
        current = new Generation(origin, appliance, view, world, new ViewEvents(generations));
        LOG.info(
                "disk {} generation {} ready after {} ms: {}",
                name,
                generations,
                (now() - openedNanos) / 1_000_000,
                String.join(", ", view.mounts()));
        view.notes().forEach(note -> LOG.warn("disk {}: {}", name, note));
        advance();
    }

    private void onDied(Appliance appliance, String reason) {
        if (spare == appliance) {
            spare = null;
        }
        retired.stream().filter(old -> old.appliance() == appliance).forEach(old -> old.fail(reason));
        Generation failed = current;
        if (failed != null && failed.appliance() == appliance) {
            failed.fail(reason);
            troubled(reason);
        }
        sweepRetired();
    }

    /** The view in use can't be relied on: whoever comes next gets another one, soon. */
    private void troubled(String reason) {
        retireCurrent();
        if (!reason.equals(lastError)) {
            LOG.warn("disk {}: {}", name, reason);
        }
        lastError = reason;
        broken = true;
        failures++;
        long backOff = BACK_OFF_LEAST.toNanos() << Math.min(failures - 1, 10);
        retryNanos = now() + Math.min(backOff, BACK_OFF_MOST.toNanos());
    }

    private void broken(String reason) {
        troubled(reason);
        failWaiting(reason);
    }

    private void failWaiting(String reason) {
        List<Ask> lost = new ArrayList<>(waiting);
        waiting.clear();
        lost.forEach(ask -> ask.fail(new DiskException(name, reason)));
    }

    private void retireCurrent() {
        if (current != null) {
            retired.add(current);
            current = null;
        }
    }

    /** Those that are drained give their appliance back: to a new view that waits for one, or for good. */
    private void sweepRetired() {
        spooled.removeIf(Generation::dropClosed);
        for (Generation old : new ArrayList<>(retired)) {
            if (old.isDrained()) {
                retired.remove(old);
                if (queued != null) {
                    giveUpQueue();
                    reattach(old);
                } else {
                    old.appliance().close();
                    keepSpooled(old);
                }
            }
        }
    }

    private void keepSpooled(Generation old) {
        if (!old.dropClosed()) {
            spooled.add(old);
        }
    }

    private void giveUpQueue() {
        if (queued != null) {
            queued.toCompletableFuture().cancel(false);
            queued = null;
        }
    }

    private void closeSpare() {
        if (spare != null) {
            spare.close();
            spare = null;
        }
    }

    private long now() {
        return world.timeline().nowNanos();
    }

    /** What happens to one view's files. */
    private final class ViewEvents implements SpoolFile.FileEvents {

        private final int number;

        private ViewEvents(int number) {
            this.number = number;
        }

        @Override
        public void fetched(int bytes) {
            bytesRead += bytes;
        }

        @Override
        public void failed(String reason) {
            if (current != null && current.number() == number) {
                troubled(reason);
            }
        }

        @Override
        public void changed() {
            sweepRetired();
            advance();
        }
    }
}
