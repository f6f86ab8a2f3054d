package io.rtftp.local.internal.file;

import io.rtftp.api.file.DiskThread;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One open channel, read by every transfer of the same content. It stays with the inode it was opened on: a file renamed over it changes
 * nothing here. What is written into the inode itself is noticed after each read, and nothing is given out from then on. Thread-safe.
 */
final class SharedFile {

    /** The bytes read at once: four of the pieces transfers ask for, so that three of four are there already. */
    static final int CHUNK_BYTES = 262_144;

    private final OpenedFile opened;
    private final ChunkCache cache;
    private final Executor queue;
    private final IntSupplier chunkBytes;
    private volatile @Nullable IOException broken;

    /**
     * Nothing is read of it yet.
     *
     * @param queue where it is read, each chunk in its turn, so that a long file lets others pass
     * @param chunkBytes how much is read at once now: {@link #CHUNK_BYTES}, or a part of it
     */
    SharedFile(OpenedFile opened, ChunkCache cache, Executor queue, IntSupplier chunkBytes) {
        this.opened = opened;
        this.cache = cache;
        this.queue = queue;
        this.chunkBytes = chunkBytes;
    }

    FileIdentity identity() {
        return opened.identity();
    }

    long size() {
        return opened.identity().size();
    }

    /** Whether this is what it reads from. */
    boolean isChannelOf(OpenedFile other) {
        return opened.equals(other);
    }

    /** Whether its content is no longer what was opened. */
    boolean isBroken() {
        return broken != null;
    }

    /** Reads the bytes, which lie within the file. */
    CompletionStage<ByteBuffer> read(long position, int length) {
        IOException noMore = broken;
        if (noMore != null) {
            return CompletableFuture.failedFuture(new IOException(noMore.getMessage(), noMore));
        }
        if (length == 0) {
            return CompletableFuture.completedFuture(ByteBuffer.allocate(0).asReadOnlyBuffer());
        }
        int atOnce = chunkBytes.getAsInt();
        int offset = (int) (position % atOnce);
        return offset + length <= atOnce
                ? chunk(position - offset, atOnce, queue).thenApply(chunk -> slice(chunk, offset, length))
                : assemble(ByteBuffer.allocate(length), position, atOnce);
    }

    /** Has the first chunk read, at once where this thread waits for the disk anyway; if that fails, whoever reads it next is told. */
    void readFirst() {
        if (broken == null && size() > 0) {
            var unused = chunk(0, chunkBytes.getAsInt(), reading -> DiskThread.run(reading, queue));
        }
    }

    /** Closes the channel, which may wait for reads under way: on the disk's threads only. */
    void close() throws IOException {
        cache.forget(this);
        opened.channel().close();
    }

    private CompletionStage<ByteBuffer> assemble(ByteBuffer target, long position, int atOnce) {
        if (!target.hasRemaining()) {
            return CompletableFuture.completedFuture(target.flip().asReadOnlyBuffer());
        }
        int offset = (int) (position % atOnce);
        int count = Math.min(atOnce - offset, target.remaining());
        return chunk(position - offset, atOnce, queue).thenCompose(chunk -> {
            target.put(chunk, offset, count);
            return assemble(target, position + count, atOnce);
        });
    }

    private static ByteBuffer slice(byte[] chunk, int offset, int length) {
        return ByteBuffer.wrap(chunk, offset, length).slice().asReadOnlyBuffer();
    }

    private CompletableFuture<byte[]> chunk(long position, int atOnce, Executor where) {
        int bytes = (int) Math.min(atOnce, size() - position);
        return cache.chunk(
                new ChunkCache.Key(this, position, bytes),
                promise -> where.execute(() -> read(position, bytes, promise)));
    }

    private void read(long position, int bytes, CompletableFuture<byte[]> promise) {
        try {
            promise.complete(readNow(position, bytes));
        } catch (IOException failure) {
            broken = failure;
            cache.forget(this);
            promise.completeExceptionally(failure);
        }
    }

    private byte[] readNow(long position, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        FileChannel channel = opened.channel();
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw changed("it ends at byte " + channel.size());
            }
        }
        verify(); // after the read: what was written before it is noticed
        return buffer.array();
    }

    private void verify() throws IOException {
        long sizeNow = opened.channel().size();
        if (sizeNow != size()) {
            throw changed("it has " + sizeNow + " bytes now");
        }
        FileIdentity now = identityAtPath();
        if (now != null && now.inode().equals(identity().inode()) && !now.equals(identity())) {
            throw changed("it was modified at " + now.modified());
        }
    }

    /** What lies at the path now; null where nothing does, which is no fault: the inode that is open lives on. */
    private @Nullable FileIdentity identityAtPath() throws IOException {
        Path path = opened.path();
        try {
            return FileIdentity.of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (FileSystemException renamedOrDeleted) {
            return null;
        }
    }

    private IOException changed(String how) {
        return new IOException(opened.path() + " was changed while it was sent: it had " + size()
                + " bytes when it was opened, and " + how);
    }
}
