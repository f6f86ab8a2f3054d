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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** All disks and who they are described for. Thread-safe: everything happens in turns of the timeline. */
public final class Disks implements DiskRegistry {

    /** So long nobody must have asked for a disk before it is let go for one that waits for an appliance. */
    static final Duration SPARED = Duration.ofSeconds(2);

    private static final long TICK_NANOS = 500_000_000;

    private final Surroundings world;
    private final Runnable onDescribed;
    private final Map<DiskSource, Disk> disks = new LinkedHashMap<>();
    private final Map<String, Described> described = new TreeMap<>();
    private volatile List<DiskView> views = List.of();
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
            world.timeline().run(this::publish); // what comes of it shows at once
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
            Described before = described.put(client, new Described(file, Optional.of(description), ""));
            Disk disk = disk(description.source());
            if (prepare
                    && disks.values().stream().filter(Disks::isInUse).count()
                            < world.rules().get().appliancesMost()) {
                disk.prepare();
            }
            if (before != null && !before.isOf(description.source())) {
                before.description().ifPresent(old -> forget(old.source()));
            }
        });
    }

    /** A client's description can't be understood; what was in force stays. */
    public void misdescribe(String client, Path file, String reason) {
        turn(() -> described.merge(
                client,
                new Described(file, Optional.empty(), reason),
                (before, now) -> new Described(file, before.description(), reason)));
    }

    /** A client has no disk any more. */
    public void undescribe(String client) {
        turn(() -> {
            Described before = described.remove(client);
            if (before != null) {
                before.description().ifPresent(old -> forget(old.source()));
            }
        });
    }

    /** Answers a request as soon as there is a view that is fresh enough for it. */
    void ask(DiskSource source, Ask ask) {
        turn(() -> {
            if (closed) {
                ask.fail(new DiskException(ExportUrl.name(source.export()), "the server stops"));
            } else {
                disk(source).onAsk(ask);
            }
        });
    }

    Timeline timeline() {
        return world.timeline();
    }

    @Override
    public List<DiskView> disks() {
        return views;
    }

    @Override
    public List<ApplianceView> appliances() {
        return world.supply().appliances();
    }

    @Override
    public CompletionStage<Void> refresh(String name) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        Runnable renewed = () -> world.timeline().run(() -> {
            publish(); // what the operator looks at then shows it
            answer.complete(null);
        });
        turn(() -> named(name, answer)
                .ifPresent(disk -> disk.onAsk(new Renewal(world.timeline().nowNanos(), answer, renewed))));
        return answer;
    }

    @Override
    public CompletionStage<Void> detach(String name) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        turn(() -> named(name, answer).ifPresent(disk -> {
            disk.release("an operator detached it");
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
        });
    }

    /** Lets every disk go now. */
    public void close() {
        turn(() -> {
            closed = true;
            disks.values().forEach(disk -> disk.release("the server stops"));
        });
    }

    /** Whether no transfer has a file of a disk open. */
    public boolean isUnused() {
        return views.stream().allMatch(view -> view.use().openFiles() == 0);
    }

    private Optional<Disk> named(String name, CompletableFuture<Void> answer) {
        Optional<Disk> disk =
                disks.values().stream().filter(one -> one.name().equals(name)).findFirst();
        if (disk.isEmpty()) {
            answer.completeExceptionally(new NoSuchElementException("no disk is called " + name));
        }
        return disk;
    }

    private Disk disk(DiskSource source) {
        return disks.computeIfAbsent(source, unknown -> {
            String export = ExportUrl.name(source.export());
            String name = export;
            for (int i = 2; isTaken(name); i++) {
                name = export + "#" + i;
            }
            return new Disk(name, source, world);
        });
    }

    private boolean isTaken(String name) {
        return disks.values().stream().anyMatch(disk -> disk.name().equals(name));
    }

    private void forget(DiskSource source) {
        Disk disk = disks.get(source);
        if (disk != null && isUndescribed(source)) {
            disk.retire();
        }
    }

    private boolean isUndescribed(DiskSource source) {
        return described.values().stream().noneMatch(one -> one.isOf(source));
    }

    private void tick() {
        turn(() -> {
            disks.values().forEach(Disk::onTime);
            makeWay();
            disks.entrySet().removeIf(entry -> entry.getValue().isEmpty() && isUndescribed(entry.getKey()));
        });
        world.timeline().after(TICK_NANOS, this::tick);
    }

    /** Where a disk waits for an appliance and there may be no more, the one that is idle longest gives its own. */
    private void makeWay() {
        boolean anyWaits = disks.values().stream().anyMatch(Disk::isQueued);
        boolean anyComes = world.supply().appliances().stream()
                .anyMatch(appliance -> appliance.state() != ApplianceView.State.IN_USE);
        if (anyWaits && !anyComes) {
            long now = world.timeline().nowNanos();
            disks.values().stream()
                    .filter(disk -> disk.isIdle() && disk.holdsAppliance())
                    .filter(disk -> now - disk.usedNanos() >= SPARED.toNanos())
                    .max(Comparator.comparingLong(disk -> now - disk.usedNanos()))
                    .ifPresent(Disk::retire);
        }
    }

    private static boolean isInUse(Disk disk) {
        return disk.holdsAppliance() || disk.isWorking();
    }

    private void turn(Runnable task) {
        world.timeline().run(() -> {
            task.run();
            publish();
        });
    }

    private void publish() {
        List<DiskView> all = new ArrayList<>();
        disks.forEach((source, disk) -> {
            Map<String, Described> mine = new TreeMap<>(described);
            mine.values().removeIf(one -> !one.isOf(source));
            String wrong = mine.values().stream()
                    .map(Described::error)
                    .filter(e -> !e.isEmpty())
                    .findFirst()
                    .orElse("");
            all.add(disk.view(
                    List.copyOf(mine.keySet()),
                    mine.values().stream().map(Described::file).toList(),
                    wrong));
        });
        described.forEach((client, one) -> {
            if (one.description().isEmpty()) {
                all.add(one.invalidView(client));
            }
        });
        all.sort(Comparator.comparing(DiskView::name));
        views = List.copyOf(all);
        spool = world.spool().view();
    }
}
