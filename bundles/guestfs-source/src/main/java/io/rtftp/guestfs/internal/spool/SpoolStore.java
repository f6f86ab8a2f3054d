package io.rtftp.guestfs.internal.spool;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of the spool's directory, read and deleted by one I/O thread, in the order it is told to: so a file never goes away below a
 * read that was asked for before.
 */
final class SpoolStore {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolStore.class);

    private final Path path;
    private final Executor io;
    private @Nullable FileChannel channel; // the I/O thread's

    SpoolStore(Path path, Executor io) {
        this.path = path;
        this.io = io;
    }

    Path path() {
        return path;
    }

    /** Reads exactly these bytes. Any thread. */
    void read(long position, int length, CompletableFuture<ByteBuffer> answer) {
        try {
            io.execute(() -> {
                try {
                    answer.complete(bytes(position, length));
                } catch (IOException failed) {
                    answer.completeExceptionally(new IOException("spool file " + path + ": " + failed, failed));
                }
            });
        } catch (RejectedExecutionException ended) {
            answer.completeExceptionally(new IOException("the server has stopped", ended));
        }
    }

    /**
     * Deletes the file. Any thread.
     *
     * @param then run when that is done, on the I/O thread
     */
    void delete(Runnable then) {
        try {
            io.execute(() -> {
                closeAndDelete();
                then.run();
            });
        } catch (RejectedExecutionException ended) {
            LOG.debug("{} goes with its directory", path);
        }
    }

    private ByteBuffer bytes(long position, int length) throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = FileChannel.open(path, StandardOpenOption.READ);
            channel = open;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (open.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("it ends at byte " + (position + bytes.position()));
            }
        }
        return bytes.flip().asReadOnlyBuffer();
    }

    private void closeAndDelete() {
        try {
            if (channel != null) {
                channel.close();
                channel = null;
            }
            Files.deleteIfExists(path);
        } catch (IOException failed) {
            LOG.warn("spool file {} could not be deleted: {}", path, failed.toString());
        }
    }
}
