package io.rtftp.local.internal.kernel;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The small files read in the last second, for a rack asks for the same ones at once. A file is given again only where its stamp is what it
 * was when it was read; not where it changed shortly before that, since the clock of files is coarse and what was written in the same
 * instant would not show. Not thread-safe.
 */
final class SmallFiles {

    private static final int FILES_MOST = 64;
    private static final long KEPT_NANOS = 1_000_000_000;
    private static final long SETTLED_SECONDS = 2;

    private final Map<Stamp, Kept> kept = new HashMap<>();

    private record Kept(ByteBuffer content, long readNanos) {}

    /** The content of the file that has this stamp now; null where it has to be read. */
    @Nullable
    ByteBuffer get(Stamp stamp) {
        Kept before = kept.get(stamp);
        return before != null && System.nanoTime() - before.readNanos < KEPT_NANOS ? before.content : null;
    }

    /** How many are kept. */
    int size() {
        return kept.size();
    }

    /** Keeps what was read of the file that had this stamp before and after. */
    void put(Stamp stamp, ByteBuffer content) {
        if (System.currentTimeMillis() / 1000 - stamp.lastChangeSeconds() < SETTLED_SECONDS) {
            return;
        }
        if (kept.size() >= FILES_MOST) {
            kept.clear();
        }
        kept.put(stamp, new Kept(content, System.nanoTime()));
    }
}
