package io.rtftp.guestfs.internal.disk;

import io.rtftp.api.disk.DiskView;
import io.rtftp.guestfs.internal.appliance.Appliance;
import io.rtftp.guestfs.internal.appliance.MountedDisk;
import io.rtftp.guestfs.internal.description.ExportUrl;
import io.rtftp.guestfs.internal.source.DiskSource;
import io.rtftp.guestfs.internal.spool.SpoolFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

    private final String name;
    private final DiskSource source;
    private final String url;
    private final Surroundings world;
    private final Asks waiting = new Asks();
    private final RetiredViews retired = new RetiredViews();
    private final Trouble trouble = new Trouble();
    private final Attaching attaching;
    private @Nullable Generation current;
    private boolean retryPlanned;
    private int generations;
    private long usedNanos;
    private long bytesRead;

    Disk(String name, DiskSource source, Surroundings world) {
        this.name = name;
        this.source = source;
        this.url = ExportUrl.of(source.export());
        this.world = world;
        this.attaching = new Attaching(name, source, world, new AttachOutcome());
        this.usedNanos = now();
    }

    String name() {
        return name;
    }

    DiskSource source() {
        return source;
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
        waiting.sweep();
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
        return current != null || attaching.spare().isPresent();
    }

    /** Whether it waits in line for an appliance. */
    boolean isQueued() {
        return attaching.isQueued() && !waiting.isEmpty();
    }

    boolean isWorking() {
        return attaching.isUnderWay();
    }

    /** Since when nobody asked. */
    long usedNanos() {
        return usedNanos;
    }

    /** Whether nothing of it is left. */
    boolean isEmpty() {
        return isIdle() && !holdsAppliance() && retired.isEmpty();
    }

    /** Lets the disk go when its transfers have what they need of it; who waits for it is told so. */
    void retire() {
        attaching.cancel();
        retireCurrent();
        waiting.fail(DiskException.letGo(name));
        sweepRetired();
    }

    /** Lets the disk go now; transfers that still need it fail with this reason, and so do those who wait. */
    void release(String reason) {
        retireCurrent();
        retired.release(reason);
        waiting.fail(new DiskException(name, reason));
        retire();
    }

    /** What there is to see of it now. */
    Seen seen(Descriptions.Owners owners) {
        Generation shown = current;
        DiskView view = new DiskView(
                name,
                url,
                state(),
                owners.clients(),
                owners.files(),
                generations,
                shown == null ? Duration.ZERO : Duration.ofNanos(now() - shown.openedNanos()),
                shown == null ? List.of() : shown.view().mounts(),
                use(),
                Optional.empty(),
                owners.error().isEmpty() ? trouble.lastError() : owners.error(),
                shown == null ? List.of() : shown.view().notes());
        return new Seen(
                view, Optional.ofNullable(shown).map(Generation::appliance).or(attaching::spare));
    }

    private DiskView.State state() {
        if (isWorking()) {
            return DiskView.State.ATTACHING;
        }
        if (current != null) {
            return DiskView.State.READY;
        }
        return trouble.isBroken() ? DiskView.State.BROKEN : DiskView.State.DETACHED;
    }

    private DiskView.DiskUse use() {
        List<Generation> all = Stream.concat(retired.all(), Optional.ofNullable(current).stream())
                .toList();
        return new DiskView.DiskUse(
                all.stream().mapToInt(Generation::openFiles).sum(),
                waiting.size(),
                bytesRead,
                all.stream().mapToLong(Generation::spoolBytes).sum());
    }

    private void advance() {
        Generation generation = current;
        if (generation != null) {
            waiting.answer(generation);
        }
        waiting.sweep();
        if (!waiting.isEmpty() && !isWorking()) {
            open();
        }
    }

    private void open() {
        long waitNanos = trouble.waitNanos(now());
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
        if (old != null && old.isDrained()) {
            retired.addSpooled(old);
            attaching.replace(old);
        } else {
            if (old != null) {
                retired.add(old);
            }
            attaching.begin();
        }
    }

    /** The view in use can't be relied on: whoever comes next gets another one, soon. */
    private void troubled(String reason) {
        retireCurrent();
        if (trouble.onFailure(reason, now())) {
            LOG.warn("disk {}: {}", name, reason);
        }
    }

    private void retireCurrent() {
        if (current != null) {
            retired.add(current);
            current = null;
        }
    }

    /** A drained view gives its appliance to a new one that waits for one. */
    private void sweepRetired() {
        retired.sweep(old -> {
            if (!attaching.isQueued()) {
                return false;
            }
            retired.addSpooled(old);
            attaching.replace(old);
            return true;
        });
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

    /** What comes of attaching. */
    private final class AttachOutcome implements Attaching.Outcome {

        @Override
        public void attached(Appliance appliance, MountedDisk view, long openedNanos) {
            generations++;
            trouble.onSuccess();
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

        @Override
        public void failed(String reason) {
            troubled(reason);
            waiting.fail(new DiskException(name, reason));
        }

        @Override
        public void died(Appliance appliance, String reason) {
            retired.onDied(appliance, reason);
            Generation failed = current;
            if (failed != null && failed.appliance() == appliance) {
                failed.fail(reason);
                troubled(reason);
            }
            sweepRetired();
        }
    }
}
