package io.rtftp.protocol.internal.net;

import io.rtftp.api.file.ServedFile;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A file whose first piece is there and whose second one is a matter of its own. */
final class TwoPieces implements ServedFile {

    static final int FIRST = 65_536;
    static final int SECOND = 100;

    private final Supplier<CompletionStage<ByteBuffer>> second;
    private volatile boolean closed;

    TwoPieces(Supplier<CompletionStage<ByteBuffer>> second) {
        this.second = second;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public String origin() {
        return "two pieces";
    }

    @Override
    public long size() {
        return FIRST + SECOND;
    }

    @Override
    public CompletionStage<ByteBuffer> read(long position, int length) {
        return position == 0 ? CompletableFuture.completedFuture(ByteBuffer.allocate(length)) : second.get();
    }

    @Override
    public void close() {
        closed = true;
    }
}
