package io.rtftp.local.internal.file;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The chunks last read, of all files together, up to a number of bytes; what was used longest ago goes first. A chunk that is being read
 * is in it already, so that it is read once however many wait for it. Thread-safe.
 */
final class ChunkCache {

    /** One chunk of one open file. */
    record Key(SharedFile file, long index) {}

    private record Entry(CompletableFuture<ByteBuffer> chunk, int bytes) {}

    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final long capacityBytes;
    private long heldBytes;

    ChunkCache(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    /**
     * The chunk, or the promise of it.
     *
     * @param bytes its size
     * @param read begins to read it; called when nobody has
     */
    synchronized CompletableFuture<ByteBuffer> chunk(Key key, int bytes, Supplier<CompletableFuture<ByteBuffer>> read) {
        Entry known = entries.get(key);
        if (known != null) {
            return known.chunk;
        }
        Entry entry = new Entry(read.get(), bytes);
        entries.put(key, entry);
        heldBytes += bytes;
        shrink();
        return entry.chunk;
    }

    /** Forgets what was read of {@code file}. */
    synchronized void forget(SharedFile file) {
        Iterator<Map.Entry<Key, Entry>> all = entries.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Key, Entry> next = all.next();
            if (next.getKey().file() == file) {
                heldBytes -= next.getValue().bytes;
                all.remove();
            }
        }
    }

    /** The bytes in it now. */
    synchronized long heldBytes() {
        return heldBytes;
    }

    private void shrink() {
        Iterator<Entry> oldest = entries.values().iterator();
        while (heldBytes > capacityBytes && oldest.hasNext()) {
            heldBytes -= oldest.next().bytes;
            oldest.remove();
        }
    }
}
