package io.rtftp.guestfs.internal.spool;

import io.rtftp.api.file.ServedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** A file of the spool as one transfer has it open. Thread-safe. */
public final class OpenFile implements ServedFile {

    private final SpoolFile file;
    private final String origin;
    private final long size;
    private final Runnable onRead;
    private final AtomicBoolean closed = new AtomicBoolean();

    OpenFile(SpoolFile file, String origin, long size, Runnable onRead) {
        this.file = file;
        this.origin = origin;
        this.size = size;
        this.onRead = onRead;
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public CompletionStage<ByteBuffer> read(long position, int length) {
        if (position < 0 || position > size || length < 0) {
            throw new IllegalArgumentException(
                    origin + ": " + length + " bytes at " + position + " of " + size + " can't be read");
        }
        if (closed.get()) {
            return CompletableFuture.failedStage(new IOException(origin + " is closed"));
        }
        int wanted = (int) Math.min(length, size - position);
        if (wanted == 0) {
            return CompletableFuture.completedStage(ByteBuffer.allocate(0).asReadOnlyBuffer());
        }
        onRead.run();
        CompletableFuture<ByteBuffer> answer = new CompletableFuture<>();
        SpoolStore whole = file.whole();
        if (whole != null) {
            whole.read(position, wanted, answer);
        } else {
            file.spool().timeline().run(() -> {
                if (closed.get()) {
                    answer.completeExceptionally(new IOException(origin + " is closed"));
                } else {
                    file.onRead(new SpoolFile.Read(this, position, wanted, answer));
                }
            });
        }
        return answer;
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            file.spool().timeline().run(() -> file.onClose(this));
        }
    }
}
