package io.rtftp.local.internal.file;

import io.rtftp.api.file.ServedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One transfer's hold on a {@link SharedFile}. */
final class LocalFile implements ServedFile {

    private final String origin;
    private final SharedFile shared;
    private final Consumer<LocalFile> release;
    private final AtomicReference<@Nullable String> closed = new AtomicReference<>();

    /**
     * A hold on {@code shared}.
     *
     * @param release run once, when it is closed; must return at once
     */
    LocalFile(String origin, SharedFile shared, Consumer<LocalFile> release) {
        this.origin = origin;
        this.shared = shared;
        this.release = release;
    }

    SharedFile shared() {
        return shared;
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public long size() {
        return shared.size();
    }

    @Override
    public CompletionStage<ByteBuffer> read(long position, int length) {
        String why = closed.get();
        if (why != null) {
            return CompletableFuture.failedFuture(new IOException(origin + " can't be read: " + why));
        }
        if (position < 0 || position > size() || length < 0) {
            return CompletableFuture.failedFuture(new IllegalArgumentException(
                    "no " + length + " bytes can be read at " + position + " of " + origin + ", which has " + size()));
        }
        return shared.read(position, (int) Math.min(length, size() - position));
    }

    @Override
    public void close() {
        close("the transfer closed it");
    }

    /** Closes it for a reason that whoever goes on reading is told. */
    void close(String why) {
        if (closed.compareAndSet(null, why)) {
            release.accept(this);
        }
    }
}
