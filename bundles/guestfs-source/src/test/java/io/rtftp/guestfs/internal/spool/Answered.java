package io.rtftp.guestfs.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A read that has its answer by now. */
final class Answered {

    private Answered() {}

    /** What was read; its failure, where it failed. */
    static byte[] bytes(CompletionStage<ByteBuffer> read) throws IOException {
        CompletableFuture<ByteBuffer> done = read.toCompletableFuture();
        assertThat(done).as("answered").isDone();
        if (done.isCompletedExceptionally()) {
            throw new IOException(done.handle((unused, failed) -> failed).join().getMessage());
        }
        byte[] bytes = new byte[done.join().remaining()];
        done.join().duplicate().get(bytes);
        return bytes;
    }
}
