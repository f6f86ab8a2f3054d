package io.rtftp.local.internal.file;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The chunks last read, of all files together, up to a number of bytes; what was used longest ago goes first. A chunk that is being read
 * is in it already, so that it is read once however many wait for it; and one that has gone is found again for as long as a transfer holds
 * it, so that many transfers of one file never hold more than the file. Thread-safe; the lock is never held while a file is read.
 */
final class ChunkCache {

    /** One chunk of one open file, from this position on. */
    record Key(SharedFile file, long position, int bytes) {}

    /** A chunk that has gone from here and may be in use elsewhere. */
    private static final class Lent extends WeakReference<byte[]> {

        private final Key key;

        Lent(Key key, byte[] chunk, ReferenceQueue<byte[]> given) {
            super(chunk, given);
            this.key = key;
        }
    }

    private final Map<Key, CompletableFuture<byte[]>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, Lent> lent = new HashMap<>();
    private final ReferenceQueue<byte[]> unused = new ReferenceQueue<>();
    private final long capacityBytes;
    private long heldBytes;

    ChunkCache(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    /**
     * The chunk, which nobody may change, or the promise of it.
     *
     * @param read begins to read it and keeps the promise; called when nobody has
     */
    CompletableFuture<byte[]> chunk(Key key, Consumer<CompletableFuture<byte[]>> read) {
        CompletableFuture<byte[]> promise;
        synchronized (this) {
            CompletableFuture<byte[]> known = entries.get(key);
            if (known != null) {
                return known;
            }
            byte[] found = lent(key);
            promise = found == null ? new CompletableFuture<>() : CompletableFuture.completedFuture(found);
            entries.put(key, promise);
            heldBytes += key.bytes;
            shrink();
        }
        if (!promise.isDone()) {
            read.accept(promise);
        }
        return promise;
    }

    /** Forgets what was read of {@code file}. */
    synchronized void forget(SharedFile file) {
        Iterator<Key> all = entries.keySet().iterator();
        while (all.hasNext()) {
            Key key = all.next();
            if (key.file == file) {
                heldBytes -= key.bytes;
                all.remove();
            }
        }
        lent.keySet().removeIf(key -> key.file == file);
    }

    /** The bytes in it now. */
    synchronized long heldBytes() {
        return heldBytes;
    }

    private void shrink() {
        Iterator<Map.Entry<Key, CompletableFuture<byte[]>>> oldest =
                entries.entrySet().iterator();
        while (heldBytes > capacityBytes && oldest.hasNext()) {
            Map.Entry<Key, CompletableFuture<byte[]>> goes = oldest.next();
            heldBytes -= goes.getKey().bytes;
            oldest.remove();
            lend(goes.getKey(), goes.getValue());
        }
    }

    private void lend(Key key, CompletableFuture<byte[]> chunk) {
        if (chunk.isDone() && !chunk.isCompletedExceptionally()) {
            lent.put(key, new Lent(key, chunk.join(), unused));
        }
        while (unused.poll() instanceof Lent gone) {
            lent.remove(gone.key, gone);
        }
    }

    private byte @Nullable [] lent(Key key) {
        Lent reference = lent.remove(key);
        return reference == null ? null : reference.get();
    }
}
