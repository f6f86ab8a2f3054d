package io.rtftp.chain.internal.ranked;

import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ServedFile;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;

/** A file that counts how often it was closed. */
@NullMarked
final class CountingFile implements ServedFile {

    final AtomicInteger closed = new AtomicInteger();

    Resolution found() {
        return new Resolution.Found(this);
    }

    /** Whether this is the file that was found. */
    boolean isIn(Resolution resolution) {
        return resolution instanceof Resolution.Found found && found.file() == this;
    }

    @Override
    public String origin() {
        return "here";
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public CompletionStage<ByteBuffer> read(long position, int length) {
        return CompletableFuture.completedFuture(ByteBuffer.allocate(0));
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
