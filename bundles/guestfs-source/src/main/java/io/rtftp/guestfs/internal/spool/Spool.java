package io.rtftp.guestfs.internal.spool;

import io.rtftp.api.disk.SpoolView;
import io.rtftp.guestfs.internal.time.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The space that all spooled files share: bounded by a limit and by what the filesystem has left. Where it is short, files that nobody
 * has open give theirs back, the one used longest ago first. All calls from the timeline's thread.
 *
 * <p>While a part comes, the filesystem holds it twice: as the piece that libguestfs writes, and in its place in the file. So it takes
 * twice the part's room of what the filesystem has left, and once of the limit.
 */
public final class Spool {

    private final Timeline timeline;
    private final Executor io;
    private Place place;
    private final Map<SpoolFile, Long> held = new LinkedHashMap<>(); // used longest ago first
    private final Set<SpoolFile> queue = new LinkedHashSet<>(); // for what parts that come take twice
    private final AtomicLong goingBytes = new AtomicLong(); // of files that the I/O thread has yet to delete
    private long limitBytes;
    private long heldBytes;
    private long comingBytes; // room was made for them, and they are not here yet
    private long fetchedBytes;
    private long count;

    /**
     * An empty spool.
     *
     * @param io the one thread that reads and deletes
     * @param limitBytes the most that is held
     */
    public Spool(Timeline timeline, Executor io, Place place, long limitBytes) {
        this.timeline = timeline;
        this.io = io;
        this.place = place;
        this.limitBytes = limitBytes;
    }

    /** From now on so much is held at most; what is held above it goes as files are closed. */
    public void limit(long bytes) {
        limitBytes = bytes;
    }

    /** From now on what is fetched goes there. */
    public void move(Place next) {
        place = next;
    }

    /** A file that is not in the spool yet. */
    public SpoolFile file(SpoolFile.FileOrigin what, PartSource source, SpoolFile.FileEvents events) {
        return new SpoolFile(this, what, source, events);
    }

    /** The bytes held now, or made room for. */
    public long heldBytes() {
        return heldBytes;
    }

    /** As operators see it. */
    public SpoolView view() {
        return new SpoolView(heldBytes, limitBytes, fetchedBytes);
    }

    /** So much has been read from a disk. */
    void fetched(int bytes) {
        fetchedBytes += bytes;
        comingBytes -= bytes;
    }

    Timeline timeline() {
        return timeline;
    }

    SpoolStore newStore() {
        count++;
        return new SpoolStore(place.directory().resolve("file" + count), io);
    }

    long held(SpoolFile file) {
        return held.getOrDefault(file, 0L);
    }

    void touch(SpoolFile file) {
        Long bytes = held.remove(file);
        if (bytes != null) {
            held.put(file, bytes);
        }
    }

    /**
     * Makes room for the next part of {@code file}, or for the beginning of it.
     *
     * @return how many bytes may be fetched, a whole number of units or {@code bytes}; 0 when there is no room
     */
    int makeRoom(SpoolFile file, int bytes) {
        evict(bytes);
        long room = Math.min(limitBytes - heldBytes, freeBytes() / 2);
        int given = room >= bytes ? bytes : (int) Math.max(0, room / Units.BYTES * Units.BYTES);
        take(file, given);
        return given;
    }

    /** Takes room beyond the limit, for what a reader needs at once; false when the filesystem has none. */
    boolean takeRoom(SpoolFile file, int bytes) {
        boolean fits = !isShortOf(bytes);
        take(file, fits ? bytes : 0);
        return fits;
    }

    private void take(SpoolFile file, int bytes) {
        if (bytes > 0) {
            held.merge(file, (long) bytes, Long::sum);
            heldBytes += bytes;
            comingBytes += bytes;
        }
    }

    /** Whether the filesystem has too little left for a part of so many bytes. */
    boolean isShortOf(int bytes) {
        return freeBytes() < 2L * bytes;
    }

    /** What the filesystem has left when all that goes has gone and all that comes is being copied. */
    private long freeBytes() {
        long usable = Math.min(place.usableBytes().getAsLong(), Long.MAX_VALUE / 2);
        return usable + goingBytes.get() - 2 * comingBytes;
    }

    /**
     * Whether parts of other files take the room for so many bytes only while they come; {@code file} is told then when the next of them
     * has come, by {@link SpoolFile#onRoom}.
     */
    boolean isQueued(SpoolFile file, int bytes) {
        boolean waits = comingBytes > 0 && isShortOf(bytes);
        if (waits) {
            queue.add(file);
        }
        return waits;
    }

    /** A part has come, or has failed: those who waited for that come before the next part of the same file. */
    void onPartEnded() {
        List<SpoolFile> waited = List.copyOf(queue);
        queue.clear();
        waited.forEach(SpoolFile::onRoom);
    }

    /** Why nothing can be fetched. */
    IOException full() {
        return new IOException("the spool is full: " + place.directory() + " has "
                + place.usableBytes().getAsLong() + " bytes left, and " + heldBytes
                + " are held by files that are being sent");
    }

    /** All of a file goes; its room counts as free at once. */
    void release(SpoolFile file, SpoolStore store) {
        Long bytes = held.remove(file);
        long going = bytes == null ? 0 : bytes;
        heldBytes -= going;
        goingBytes.addAndGet(going);
        store.delete(() -> goingBytes.addAndGet(-going));
    }

    /** The end of a part will not come. */
    void release(SpoolFile file, int bytes) {
        comingBytes -= bytes;
        if (held.containsKey(file)) {
            held.merge(file, (long) -bytes, Long::sum);
            heldBytes -= bytes;
        }
    }

    private void evict(int bytes) {
        List<SpoolFile> closed = new ArrayList<>(held.keySet());
        closed.removeIf(file -> file.isOpen() || !file.isSettled());
        for (SpoolFile file : closed) {
            if (heldBytes + bytes <= limitBytes && !isShortOf(bytes)) {
                return;
            }
            file.drop();
        }
    }

    /**
     * Where the spool lies.
     *
     * @param directory an empty directory of its own
     * @param usableBytes what its filesystem has left
     */
    public record Place(Path directory, LongSupplier usableBytes) {}
}
