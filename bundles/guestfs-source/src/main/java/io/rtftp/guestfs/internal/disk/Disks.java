package io.rtftp.guestfs.internal.disk;

import io.rtftp.api.disk.ApplianceView;
import io.rtftp.api.disk.DiskRegistry;
import io.rtftp.api.disk.DiskView;
import io.rtftp.api.disk.SpoolView;
import io.rtftp.guestfs.internal.description.DiskDescription;
import io.rtftp.guestfs.internal.description.ExportUrl;
import io.rtftp.guestfs.internal.source.DiskSource;
import io.rtftp.guestfs.internal.time.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * All disks and who they are described for. Thread-safe: everything happens in turns of the timeline. A turn shows what has become of the
 * disk it was for, each tick that of all: what a turn costs does not grow with the number of disks.
 */
public final class Disks implements DiskRegistry {

    /** So long nobody must have asked for a disk before it is let go for one that waits for an appliance. */
    static final Duration SPARED = Duration.ofSeconds(2);

    private static final long TICK_NANOS = 500_000_000;

    private final Surroundings world;
    private final Runnable onDescribed;
    private final Map<DiskSource, Disk> disks = new LinkedHashMap<>();
    private final Map<String, Disk> byName = new HashMap<>();
    private final Descriptions described = new Descriptions();
    private final Map<String, Seen> seen = new ConcurrentHashMap<>(); // by the disk's name
    private final Map<String, DiskView> invalid = new ConcurrentHashMap<>(); // by the client's address
    private volatile SpoolView spool = new SpoolView(0, 0, 0);
    private boolean closed;

    /**
     * No disks yet.
     *
     * @param onDescribed is run whenever there is a description: so nothing is made ready for a server that never has a disk
     */
    public Disks(Surroundings world, Runnable onDescribed) {
        this.world = new Surroundings(world.timeline(), world.supply(), world.spool(), world.rules(), attach -> {
            world.listener().attachEnded(attach);
            turn(() -> named(attach.disk()).ifPresent(this::show)); // what comes of it shows at once
        });
        this.onDescribed = onDescribed;
        world.timeline().after(TICK_NANOS, this::tick);
    }

    /**
     * A client's disk is described; what was described for it before is let go when its transfers end.
     *
     * @param prepare whether to attach it before anyone asks
     */
    public void describe(String client, Path file, DiskDescription description, boolean prepare) {
        turn(() -> {
            onDescribed.run();
            Optional<DiskSource> before = described
                    .put(client, new Described(file, Optional.of(description), ""))
                    .flatMap(Described::source);
            invalid.remove(client);
            Disk disk = disk(description.source());
            if (prepare
                    && disks.values().stream().filter(Disks::isInUse).count()
                            < world.rules().get().appliancesMost()) {
                disk.prepare();
            }
            show(disk);
            before.filter(old -> !old.equals(description.source())).ifPresent(this::forget);
        });
    }

    /** A client's description can't be understood; what was in force stays. */
    public void misdescribe(String client, Path file, String reason) {
        turn(() -> {
            Described now = new Described(file, described.get(client).flatMap(Described::description), reason);
            described.put(client, now);
            now.source()
                    .ifPresentOrElse(source -> show(disk(source)), () -> invalid.put(client, now.invalidView(client)));
        });
    }

    /** A client has no disk any more. */
    public void undescribe(String client) {
        turn(() -> {
            invalid.remove(client);
            described.remove(client).flatMap(Described::source).ifPresent(this::forget);
        });
    }

    /** Answers a request as soon as there is a view that is fresh enough for it. */
    void ask(DiskSource source, Ask ask) {
        turn(() -> {
            if (closed) {
                ask.fail(new DiskException(ExportUrl.name(source.export()), "the server stops"));
            } else {
                Disk disk = disk(source);
                disk.onAsk(ask);
                show(disk);
            }
        });
    }

    Timeline timeline() {
        return world.timeline();
    }

    @Override
    public List<DiskView> disks() {
        return Stream.concat(seen.values().stream().map(Seen::view), invalid.values().stream())
                .sorted(Comparator.comparing(DiskView::name))
                .toList();
    }

    @Override
    public List<ApplianceView> appliances() {
        return world.supply().appliances();
    }

    @Override
    public CompletionStage<Void> refresh(String name) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        Runnable renewed = () -> world.timeline().run(() -> {
            named(name).ifPresent(this::show); // what the operator looks at then shows it
            answer.complete(null);
        });
        turn(() -> named(name, answer).ifPresent(disk -> {
            disk.onAsk(new Renewal(world.timeline().nowNanos(), answer, renewed));
            show(disk);
        }));
        return answer;
    }

    @Override
    public CompletionStage<Void> detach(String name) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        turn(() -> named(name, answer).ifPresent(disk -> {
            disk.release("an operator detached it");
            show(disk);
            answer.complete(null);
        }));
        return answer;
    }

    @Override
    public SpoolView spool() {
        return spool;
    }

    /** Lets every disk go, as soon as its transfers have what they need of it. */
    public void retire() {
        turn(() -> {
            closed = true;
            disks.values().forEach(Disk::retire);
            disks.values().forEach(this::show);
        });
    }

    /** Lets every disk go now. */
    public void close() {
        turn(() -> {
            closed = true;
            disks.values().forEach(disk -> disk.release("the server stops"));
            disks.values().forEach(this::show);
        });
    }

    /** Whether no transfer has a file of a disk open. */
    public boolean isUnused() {
        return seen.values().stream().allMatch(one -> one.disk().use().openFiles() == 0);
    }

    private Optional<Disk> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private Optional<Disk> named(String name, CompletableFuture<Void> answer) {
        Optional<Disk> disk = named(name);
        if (disk.isEmpty()) {
            answer.completeExceptionally(new NoSuchElementException("no disk is called " + name));
        }
        return disk;
    }

    private Disk disk(DiskSource source) {
        return disks.computeIfAbsent(source, unknown -> {
            String export = ExportUrl.name(source.export());
            String name = export;
            for (int i = 2; byName.containsKey(name); i++) {
                name = export + "#" + i;
            }
            Disk disk = new Disk(name, source, world);
            byName.put(name, disk);
            return disk;
        });
    }

    private void forget(DiskSource source) {
        Disk disk = disks.get(source);
        if (disk != null) {
            if (!described.isAnyOf(source)) {
                disk.retire();
            }
            show(disk);
        }
    }

    private void tick() {
        turn(() -> {
            disks.values().forEach(Disk::onTime);
            makeWay();
            List.copyOf(disks.values()).forEach(this::sweep);
        });
        world.timeline().after(TICK_NANOS, this::tick);
    }

    /** What nobody needs or names any more goes; what stays is shown as it is now. */
    private void sweep(Disk disk) {
        if (disk.isEmpty() && !described.isAnyOf(disk.source())) {
            disks.remove(disk.source());
            byName.remove(disk.name());
            seen.remove(disk.name());
        } else {
            show(disk);
        }
    }

    /** Where a disk waits for an appliance and there may be no more, the one that is idle longest gives its own. */
    private void makeWay() {
        if (disks.values().stream().anyMatch(Disk::isQueued) && !comesAny()) {
            long now = world.timeline().nowNanos();
            disks.values().stream()
                    .filter(disk -> disk.isIdle() && disk.holdsAppliance())
                    .filter(disk -> now - disk.usedNanos() >= SPARED.toNanos())
                    .max(Comparator.comparingLong(disk -> now - disk.usedNanos()))
                    .ifPresent(Disk::retire);
        }
    }

    private boolean comesAny() {
        return world.supply().appliances().stream()
                .anyMatch(appliance -> appliance.state() != ApplianceView.State.IN_USE);
    }

    private static boolean isInUse(Disk disk) {
        return disk.holdsAppliance() || disk.isWorking();
    }

    private void turn(Runnable task) {
        world.timeline().run(() -> {
            task.run();
            spool = world.spool().view();
        });
    }

    private void show(Disk disk) {
        seen.put(disk.name(), disk.seen(described.ownersOf(disk.source())));
    }
}
