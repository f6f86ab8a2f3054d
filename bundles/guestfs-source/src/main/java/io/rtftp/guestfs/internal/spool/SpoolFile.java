package io.rtftp.guestfs.internal.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One file of a disk in the spool: fetched part by part, what somebody waits for first and then ahead of the readers, and read by all
 * transfers of it. All calls from the timeline's thread, unless said otherwise.
 *
 * <p>One part is under way at a time, so that files of one appliance take turns. Parts grow from one unit, which lets the first block
 * leave early, to {@link #PART_BYTES_MOST}, because every part costs a call into the appliance.
 */
public final class SpoolFile {

    /** The most that is fetched at once. */
    static final int PART_BYTES_MOST = 32 << 20;

    /** A copy costs a tenth of a second before its first byte under emulation, so there should be few. */
    private static final int GROWTH = 8;

    private final Spool spool;
    private final String origin;
    private final long size;
    private final PartSource source;
    private final FileEvents events;
    private final Units units;
    private final List<Read> waiting = new ArrayList<>();
    private SpoolStore store;
    private int handles;
    private boolean fetching;
    private int partBytes = Units.BYTES;
    private int arrivedBytes; // of the part that is fetched
    private long readAheadFrom;
    private @Nullable IOException failure;
    private volatile @Nullable SpoolStore whole; // set while all of the file is in it: readers need no turn then

    SpoolFile(Spool spool, FileOrigin what, PartSource source, FileEvents events) {
        this.spool = spool;
        this.origin = what.origin();
        this.size = what.size();
        this.source = source;
        this.events = events;
        this.units = new Units(size);
        this.store = spool.newStore();
        this.whole = size == 0 ? store : null;
    }

    /** Opens the file for one transfer. */
    public OpenFile open(Runnable onRead) {
        handles++;
        spool.touch(this);
        return new OpenFile(this, origin, size, onRead);
    }

    /** Whether a transfer has it open. */
    public boolean isOpen() {
        return handles > 0;
    }

    /** How many transfers have it open. */
    public int openings() {
        return handles;
    }

    /** Whether nobody will need the disk again for it: it is closed, or all here, or has failed. */
    public boolean isSettled() {
        return !fetching && (handles == 0 || whole != null || failure != null);
    }

    /** The bytes of it that the spool holds now, or has made room for. */
    public long heldBytes() {
        return spool.held(this);
    }

    /** The disk can't be read any more: reads of what is not here fail, now and later. */
    public void fail(IOException reason) {
        if (failure == null) {
            failure = reason;
            failWaiting(reason);
        }
    }

    /** Gives the spool's space back; only while nobody has it open. */
    public void drop() {
        whole = null;
        units.clear();
        spool.release(this, store);
        store = spool.newStore();
        partBytes = Units.BYTES;
        readAheadFrom = 0;
    }

    /** Where all of it is, where it is. Any thread. */
    @Nullable
    SpoolStore whole() {
        return whole;
    }

    Spool spool() {
        return spool;
    }

    void onRead(Read read) {
        if (units.has(read.position, read.length)) {
            store.read(read.position, read.length, read.answer);
        } else if (failure != null) {
            read.answer.completeExceptionally(failure);
        } else {
            waiting.add(read);
            readAheadFrom = read.position;
            fetchNext();
        }
    }

    void onClose(OpenFile closed) {
        handles--;
        waiting.removeIf(read -> read.by == closed);
        if (handles == 0) {
            spool.touch(this);
        }
        events.changed();
    }

    private void fetchNext() {
        waiting.removeIf(read -> read.answer.isDone());
        if (fetching || failure != null || handles == 0) {
            return;
        }
        boolean needed = !waiting.isEmpty();
        long from = units.firstMissing(needed ? waiting.get(0).position : readAheadFrom);
        if (from == size && !needed) {
            from = units.firstMissing(0);
        }
        if (from == size) {
            return;
        }
        int room = spool.makeRoom(this, units.missingBytes(from, partBytes));
        if (room > 0) {
            fetch(from, room);
        } else if (needed && !spool.isQueued(this, units.missingBytes(from, Units.BYTES))) {
            startAnew(waiting.get(0));
        }
    }

    /** There may be room again for what could not be fetched. */
    void onRoom() {
        fetchNext();
    }

    /** There is no room for more: what is here goes, and will be fetched again by whoever needs it. */
    private void startAnew(Read next) {
        drop();
        long from = units.firstMissing(next.position);
        int length = units.missingBytes(from, Units.spanning(next.position, next.length));
        if (spool.takeRoom(this, length)) {
            fetch(from, length);
        } else if (!spool.isQueued(this, length)) {
            failWaiting(spool.full());
        }
    }

    private void failWaiting(IOException reason) {
        List<Read> lost = new ArrayList<>(waiting);
        waiting.clear();
        lost.forEach(read -> read.answer.completeExceptionally(reason));
    }

    private void fetch(long from, int length) {
        fetching = true;
        arrivedBytes = 0;
        SpoolStore target = store;
        IntConsumer arrived = bytes -> spool.timeline().run(() -> {
            if (target == store) {
                onArrived(from, Units.whole(bytes));
            }
        });
        spool.timeline().onTurn(source.copy(from, length, target.path(), arrived), (unused, failed) -> {
            fetching = false;
            if (target != store) {
                spool.release(this, length - arrivedBytes);
                target.delete(() -> {});
            } else if (failed != null) {
                onFailed(length, failed);
            } else {
                onArrived(from, length);
                partBytes = Math.min(GROWTH * partBytes, PART_BYTES_MOST);
            }
            spool.onPartEnded();
            fetchNext();
            events.changed();
        });
    }

    private void onArrived(long from, int bytes) {
        if (bytes <= arrivedBytes) {
            return;
        }
        spool.fetched(bytes - arrivedBytes);
        events.fetched(bytes - arrivedBytes);
        arrivedBytes = bytes;
        units.add(from, bytes);
        if (units.isWhole()) {
            whole = store;
        }
        List<Read> ready = new ArrayList<>(waiting);
        ready.removeIf(read -> !units.has(read.position, read.length));
        waiting.removeAll(ready);
        ready.forEach(read -> store.read(read.position, read.length, read.answer));
    }

    private void onFailed(int length, Throwable failed) {
        spool.release(this, length - arrivedBytes);
        if (!spool.isShortOf(length)) {
            IOException reason = new IOException(origin + ": " + failed.getMessage(), failed);
            fail(reason);
            events.failed(String.valueOf(failed.getMessage()));
        } else if (partBytes > Units.BYTES) { // the copy failed for want of space here: no fault of the disk
            partBytes = Units.BYTES; // less may fit
        } else {
            failWaiting(spool.full());
            drop();
        }
    }

    /** What one transfer wants to read. */
    record Read(OpenFile by, long position, int length, CompletableFuture<ByteBuffer> answer) {}

    /**
     * What a file is.
     *
     * @param origin where it comes from, for a person to read
     * @param size in bytes
     */
    public record FileOrigin(String origin, long size) {}

    /** Is told what happens to a file, in a turn of the timeline. */
    public interface FileEvents {

        /** So many bytes came from the disk. */
        void fetched(int bytes);

        /** The disk could not be read. */
        void failed(String reason);

        /** It may be settled now. */
        void changed();
    }
}
