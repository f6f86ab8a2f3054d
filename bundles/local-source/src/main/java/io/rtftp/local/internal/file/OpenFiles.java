package io.rtftp.local.internal.file;

import io.rtftp.api.file.ServedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that are open. Opening the same content twice gives two holds on one channel; the last hold closed closes it. Thread-safe. */
public final class OpenFiles {

    private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);

    /** A small file is read when it is opened, on the thread that waits for the disk anyway. */
    private static final int SMALL_BYTES = 65_536;

    /** More transfers than this hold less of their files each: they may all be at different places. */
    private static final int CROWD = 256;

    private static final int CHUNK_BYTES_OF_A_CROWD = SharedFile.CHUNK_BYTES / 4;

    private final Executor queue;
    private final ChunkCache cache;
    private final Map<SharedFile, Integer> holds = new HashMap<>();
    private final Map<FileIdentity, SharedFile> byIdentity = new HashMap<>();
    private final Set<LocalFile> given = ConcurrentHashMap.newKeySet();

    /**
     * No file yet.
     *
     * @param queue where files are read and closed, each thing in its turn; on threads that wait for the disk
     * @param cacheBytes how much of what was read is kept for others who want it
     */
    public OpenFiles(Executor queue, long cacheBytes) {
        this.queue = queue;
        this.cache = new ChunkCache(cacheBytes);
    }

    /**
     * Opens {@code path}, which lies below {@code root}; neither has a symbolic link in it. Blocks: on the disk's threads only.
     *
     * @param seen what lay there a moment ago; where that is open already nothing has to be opened
     * @param origin how people call it
     * @return empty when it is no regular file
     * @throws IOException when it can't be opened, also when a link took a segment's place meanwhile
     */
    public Optional<ServedFile> open(Path root, Path path, BasicFileAttributes seen, String origin) throws IOException {
        SharedFile known = holdKnown(FileIdentity.of(seen));
        if (known != null) {
            return Optional.of(give(origin, known));
        }
        Optional<OpenedFile> opened = DescentFromRoot.open(root, path);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(give(origin, hold(opened.get())));
    }

    private LocalFile give(String origin, SharedFile shared) {
        LocalFile file = new LocalFile(origin, shared, this::release);
        given.add(file);
        if (shared.size() <= SMALL_BYTES) {
            shared.readFirst(); // kept, or known to fail, when the transfer asks for it
        }
        return file;
    }

    private int chunkBytes() {
        return given.size() > CROWD ? CHUNK_BYTES_OF_A_CROWD : SharedFile.CHUNK_BYTES;
    }

    private synchronized @Nullable SharedFile holdKnown(FileIdentity identity) {
        SharedFile known = byIdentity.get(identity);
        if (known == null || known.isBroken()) {
            return null;
        }
        holds.merge(known, 1, Integer::sum);
        return known;
    }

    /** Closes what is still open; who goes on reading is told {@code why}. */
    public void closeAll(String why) {
        List.copyOf(given).forEach(file -> file.close(why));
    }

    /** How many channels are open. */
    public synchronized int channels() {
        return holds.size();
    }

    /** The bytes that are kept. */
    public long cachedBytes() {
        return cache.heldBytes();
    }

    private SharedFile hold(OpenedFile opened) throws IOException {
        SharedFile shared;
        synchronized (this) {
            SharedFile known = byIdentity.get(opened.identity());
            shared = known == null || known.isBroken() ? new SharedFile(opened, cache, queue, this::chunkBytes) : known;
            byIdentity.put(opened.identity(), shared);
            holds.merge(shared, 1, Integer::sum);
        }
        if (!shared.isChannelOf(opened)) {
            opened.channel().close();
        }
        return shared;
    }

    private void release(LocalFile file) {
        given.remove(file);
        SharedFile shared = file.shared();
        if (isLastHold(shared)) {
            queue.execute(() -> close(shared));
        }
    }

    private synchronized boolean isLastHold(SharedFile shared) {
        boolean last = holds.merge(shared, -1, Integer::sum) == 0;
        if (last) {
            holds.remove(shared);
            byIdentity.remove(shared.identity(), shared);
        }
        return last;
    }

    private static void close(SharedFile shared) {
        try {
            shared.close();
        } catch (IOException failure) {
            LOG.warn("a local file could not be closed: {}", failure.toString());
        }
    }
}
