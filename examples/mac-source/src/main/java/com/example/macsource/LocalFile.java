package com.example.macsource;

import io.rtftp.api.file.ServedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** An open file. The open channel keeps its content also when the file is replaced or deleted meanwhile. */
final class LocalFile implements ServedFile {

    private final FileChannel channel;
    private final String origin;
    private final long size;
    private final Executor threads;

    private LocalFile(FileChannel channel, String origin, Executor threads) throws IOException {
        this.channel = channel;
        this.origin = origin;
        this.size = channel.size();
        this.threads = threads;
    }

    static LocalFile open(Path file, String origin, Executor threads) throws IOException {
        return new LocalFile(FileChannel.open(file, StandardOpenOption.READ), origin, threads);
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
        CompletableFuture<ByteBuffer> bytes = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                bytes.complete(readNow(position, length));
            } catch (IOException failure) {
                bytes.completeExceptionally(failure);
            }
        });
        return bytes;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(origin, failure);
        }
    }

    private ByteBuffer readNow(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, Math.max(0, size - position)));
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException(origin + " became shorter while it was sent");
            }
        }
        return buffer.flip().asReadOnlyBuffer();
    }
}
