package io.rtftp.local.internal.file;

import io.rtftp.api.file.ServedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A file that was read whole when it was found; nothing is open. */
public final class SmallFile implements ServedFile {

    private final String origin;
    private final ByteBuffer content;
    private volatile boolean closed;

    /**
     * A file of this content.
     *
     * @param origin how people call it
     * @param content read-only, from position 0
     */
    public SmallFile(String origin, ByteBuffer content) {
        this.origin = origin;
        this.content = content;
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public long size() {
        return content.capacity();
    }

    @Override
    public CompletionStage<ByteBuffer> read(long position, int length) {
        if (closed) {
            return CompletableFuture.failedFuture(new IOException(origin + " can't be read: the transfer closed it"));
        }
        if (position < 0 || position > size() || length < 0) {
            return CompletableFuture.failedFuture(new IllegalArgumentException(
                    "no " + length + " bytes can be read at " + position + " of " + origin + ", which has " + size()));
        }
        int from = (int) position;
        return CompletableFuture.completedFuture(content.slice(from, Math.min(length, content.capacity() - from)));
    }

    @Override
    public void close() {
        closed = true;
    }
}
