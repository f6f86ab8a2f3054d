package io.rtftp.protocol.internal.net;

import io.rtftp.api.file.ServedFile;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A file in memory. */
final class MemoryFile implements ServedFile {

    private final ByteBuffer content;
    private volatile boolean open = true;

    MemoryFile(byte[] content) {
        this(ByteBuffer.wrap(content));
    }

    MemoryFile(ByteBuffer content) {
        this.content = content.asReadOnlyBuffer();
    }

    /** Whether it is still to be closed. */
    boolean isOpen() {
        return open;
    }

    @Override
    public String origin() {
        return "memory";
    }

    @Override
    public long size() {
        return content.capacity();
    }

    @Override
    public CompletionStage<ByteBuffer> read(long position, int length) {
        int from = (int) position;
        return CompletableFuture.completedFuture(
                content.slice(from, Math.min(length, content.capacity() - from)).asReadOnlyBuffer());
    }

    @Override
    public void close() {
        open = false;
    }
}
