package io.rtftp.protocol.internal.component;

import io.rtftp.api.file.ServedFile;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A file of one short block. */
record SmallFile() implements ServedFile {

    @Override
    public String origin() {
        return "attic/small";
    }

    @Override
    public long size() {
        return 5;
    }

    @Override
    public CompletionStage<ByteBuffer> read(long position, int length) {
        return CompletableFuture.completedFuture(ByteBuffer.allocate(length));
    }

    @Override
    public void close() {}
}
