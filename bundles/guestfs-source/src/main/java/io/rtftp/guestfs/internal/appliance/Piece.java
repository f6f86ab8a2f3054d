package io.rtftp.guestfs.internal.appliance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntConsumer;

/**
 * A part of a file on its way out of the appliance. libguestfs truncates the file that it downloads to, so the part goes through a file of
 * its own, in memory where the run directory is; what has come of it is passed on while the rest still comes. Thread-safe.
 */
final class Piece implements AutoCloseable {

    private final Path file;
    private final FileChannel from;
    private final FileChannel to;
    private final Place place;
    private final IntConsumer arrived;
    private long done;
    private boolean closed;

    private Piece(Path file, FileChannel from, FileChannel to, Place place, IntConsumer arrived) {
        this.file = file;
        this.from = from;
        this.to = to;
        this.place = place;
        this.arrived = arrived;
    }

    /**
     * Nothing has come yet.
     *
     * @param file the file that libguestfs will download to
     * @param target where the part belongs, at its own position
     * @param arrived told whenever more is there, on the thread of who follows
     */
    static Piece begin(Path file, Place place, Path target, IntConsumer arrived) throws IOException {
        FileChannel from = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            FileChannel to = FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            to.position(place.position);
            return new Piece(file, from, to, place, arrived);
        } catch (IOException e) {
            from.close();
            throw e;
        }
    }

    /** Passes on what has come by now; what fails here fails again in {@link #finish}. */
    synchronized void follow() {
        if (closed) {
            return;
        }
        try {
            if (passOn()) {
                arrived.accept((int) done);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Passes on the rest; libguestfs has said that it has all come. */
    synchronized void finish() throws IOException, ApplianceException {
        var unused = passOn();
        if (done != place.length) {
            throw new ApplianceException(
                    place.realPath + ": " + done + " bytes at " + place.position + ", not " + place.length);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        try (from;
                to) {
            Files.delete(file);
        }
    }

    private boolean passOn() throws IOException {
        long before = done;
        long there = Math.min(from.size(), place.length);
        while (done < there) {
            done += from.transferTo(done, there - done, to);
        }
        return done > before;
    }

    /**
     * Which part.
     *
     * @param realPath the file on the disk
     * @param position where the part begins, in bytes
     * @param length its length in bytes
     */
    record Place(String realPath, long position, int length) {}
}
