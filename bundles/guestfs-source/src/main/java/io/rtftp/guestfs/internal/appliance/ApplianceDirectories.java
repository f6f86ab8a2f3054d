package io.rtftp.guestfs.internal.appliance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directories of appliances. Each stays in the run directory that was the configured one when its place was taken, and keeps that in
 * being; a run directory that nobody has a place in is removed when another is configured. Thread-safe.
 */
final class ApplianceDirectories implements AutoCloseable {

    private final Map<Integer, Place> places = new HashMap<>();
    private RunDirectory configured;
    private boolean closed;

    private record Place(RunDirectory run, Optional<Path> directory) {

        Place with(Optional<Path> other) {
            return new Place(run, other);
        }
    }

    /**
     * None yet.
     *
     * @param configured where they are made; closed with this, or when another is configured
     */
    ApplianceDirectories(RunDirectory configured) {
        this.configured = configured;
    }

    /** Another run directory for those that have no place yet; fails where the one before can't be removed. */
    synchronized void configure(RunDirectory other) throws IOException {
        RunDirectory givenUp = closed ? other : configured;
        configured = closed ? configured : other;
        givenUp.close();
    }

    /** The run directory in which an appliance has its place from now on. */
    synchronized Path runDirectory(int id) {
        return place(id).run().path();
    }

    /** An appliance's own directory, made when it is first asked for. */
    synchronized Path make(int id) throws ApplianceException {
        Place place = place(id);
        if (place.directory().isEmpty()) {
            place = place.with(Optional.of(place.run().appliance(id)));
            places.put(id, place);
        }
        return place.directory().orElseThrow();
    }

    /** An appliance's own directory; empty where it was not needed yet. */
    synchronized Optional<Path> find(int id) {
        return Optional.ofNullable(places.get(id)).flatMap(Place::directory);
    }

    /** An appliance has this directory, in the run directory where it has its place: another revision has made it. */
    synchronized void adopt(int id, Path directory) {
        places.put(id, place(id).with(Optional.of(directory)));
    }

    /** An appliance's directory is somebody else's from now on. */
    synchronized void forget(int id) {
        places.computeIfPresent(id, (same, place) -> place.with(Optional.empty()));
    }

    /** Deletes an appliance's directory and gives up its place. */
    void remove(int id) throws IOException {
        Place place = take(id);
        if (place == null) {
            return;
        }
        try {
            if (place.directory().isPresent()) {
                RunDirectory.delete(place.directory().get());
            }
        } finally {
            place.run().close();
        }
    }

    /** Gives up everything, once. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        for (Place left : places.values()) {
            left.run().close();
        }
        places.clear();
        configured.close();
    }

    private synchronized @Nullable Place take(int id) {
        return places.remove(id);
    }

    private Place place(int id) {
        return places.computeIfAbsent(id, unknown -> new Place(configured.hold(), Optional.empty()));
    }
}
