package io.rtftp.guestfs.internal.disk;

import io.rtftp.api.file.ListedFile;
import io.rtftp.guestfs.internal.appliance.Appliance;
import io.rtftp.guestfs.internal.appliance.MountedDisk;
import io.rtftp.guestfs.internal.spool.OpenFile;
import io.rtftp.guestfs.internal.spool.SpoolFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * One view of a disk, never refreshed: what was looked for, the files found, and which client used it when. It outlives its appliance
 * when the files that are open are all in the spool.
 */
final class Generation {

    private static final int LOOKS_MOST = 10_000;

    private final String disk;
    private final int number;
    private final long openedNanos;
    private final Appliance appliance;
    private final MountedDisk view;
    private final Surroundings world;
    private final SpoolFile.FileEvents events;
    private final Map<String, Long> usedNanos = new HashMap<>();
    private final Map<Place, CompletionStage<MountedDisk.Look>> looks = new HashMap<>();
    private final Map<String, SpoolFile> files = new HashMap<>();
    private int pending;

    Generation(Origin origin, Appliance appliance, MountedDisk view, Surroundings world, SpoolFile.FileEvents events) {
        this.disk = origin.disk();
        this.number = origin.number();
        this.openedNanos = origin.openedNanos();
        this.appliance = appliance;
        this.view = view;
        this.world = world;
        this.events = events;
    }

    String disk() {
        return disk;
    }

    int number() {
        return number;
    }

    long openedNanos() {
        return openedNanos;
    }

    Appliance appliance() {
        return appliance;
    }

    MountedDisk view() {
        return view;
    }

    /** Whether a request of this client that came at this time may be answered from this view. */
    boolean isFreshFor(String client, long arrivedNanos) {
        long refreshNanos = world.rules().get().refreshAfter().toNanos();
        Long used = usedNanos.get(client);
        return arrivedNanos - openedNanos <= refreshNanos || (used != null && arrivedNanos - used <= refreshNanos);
    }

    /** This client used the view. */
    void onUse(String client) {
        usedNanos.put(client, world.timeline().nowNanos());
    }

    /** Tells what is at a path, in a turn of its own; the disk is asked once. One of the arguments of {@code then} is null. */
    void look(String root, String path, BiConsumer<MountedDisk.Look, Throwable> then) {
        Place place = new Place(root, path);
        CompletionStage<MountedDisk.Look> look = looks.get(place);
        if (look == null) {
            if (looks.size() >= LOOKS_MOST) {
                looks.clear(); // somebody tries names at random
            }
            look = view.look(root, path);
            looks.put(place, look);
        }
        onTurn(look, then);
    }

    /** Tells the entries of a directory, in a turn of its own. */
    void list(String root, String directory, BiConsumer<List<ListedFile>, Throwable> then) {
        onTurn(view.list(root, directory), then);
    }

    /** Opens a file that {@link #look} found. */
    OpenFile open(String client, MountedDisk.Look.Regular found) {
        SpoolFile file = files.computeIfAbsent(
                found.realPath(),
                path -> world.spool()
                        .file(
                                new SpoolFile.FileOrigin("disk " + disk + ":" + path, found.size()),
                                (position, length, target, arrived) ->
                                        view.copy(path, position, length, target, arrived),
                                events));
        return file.open(() -> world.timeline().run(() -> onUse(client)));
    }

    /** Whether the disk is not needed any more for what was begun with this view. */
    boolean isDrained() {
        return pending == 0 && files.values().stream().allMatch(SpoolFile::isSettled);
    }

    /** How many files transfers have open. */
    int openFiles() {
        return files.values().stream().mapToInt(SpoolFile::openings).sum();
    }

    long spoolBytes() {
        return files.values().stream().mapToLong(SpoolFile::heldBytes).sum();
    }

    /** The view is gone: reads of what is not in the spool fail. */
    void fail(String reason) {
        files.values().forEach(file -> file.fail(new IOException("disk " + disk + ": " + reason)));
    }

    /** Gives back the spool's space of files that nobody has open; true when none is left. */
    boolean dropClosed() {
        files.values().removeIf(file -> {
            boolean closed = !file.isOpen() && file.isSettled();
            if (closed) {
                file.drop();
            }
            return closed;
        });
        return files.isEmpty() && pending == 0;
    }

    /** The view counts as needed until {@code then} has run. */
    private <T> void onTurn(CompletionStage<T> call, BiConsumer<T, Throwable> then) {
        pending++;
        world.timeline().onTurn(call, (value, failed) -> {
            then.accept(value, failed);
            pending--;
            if (failed != null) {
                events.failed(Reasons.of(failed));
            }
            events.changed();
        });
    }

    private record Place(String root, String path) {}

    /**
     * What identifies a view.
     *
     * @param disk the disk's name
     * @param number counted from 1
     * @param openedNanos when its attaching began: what was on the disk then is in it
     */
    record Origin(String disk, int number, long openedNanos) {}
}
