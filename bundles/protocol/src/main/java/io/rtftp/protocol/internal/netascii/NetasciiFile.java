package io.rtftp.protocol.internal.netascii;

import io.rtftp.api.file.ServedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A file as netascii: LF goes out as CR LF and CR as CR NUL (RFC 764 p. 12). Every byte is translated by itself, so the
 * translation can begin anywhere once it is known how long what lies before has become: {@link #of} reads the file once to find
 * out. Thread-safe as the file it translates.
 */
public final class NetasciiFile implements ServedFile {

    private static final int CHUNK_BYTES = 65_536;

    private final ServedFile file;
    /** Where each chunk of the file begins when translated; one entry more for the end. */
    private final long[] starts;

    private NetasciiFile(ServedFile file, long[] starts) {
        this.file = file;
        this.starts = starts;
    }

    /**
     * Measures {@code file} and wraps it; the wrapper owns the file from then on.
     *
     * @return completes with the translated file; completes exceptionally, with {@code file} closed, when it can't be read
     */
    public static CompletionStage<ServedFile> of(ServedFile file) {
        long[] starts = new long[Math.toIntExact((file.size() + CHUNK_BYTES - 1) / CHUNK_BYTES) + 1];
        CompletableFuture<ServedFile> translated = new CompletableFuture<>();
        measureFrom(0, file, starts, translated);
        return translated;
    }

    /** A loop where bytes come at once, so that a long file that is in memory does not become a deep stack. */
    private static void measureFrom(
            int first, ServedFile file, long[] starts, CompletableFuture<ServedFile> translated) {
        for (int chunk = first; chunk < starts.length - 1; chunk++) {
            CompletionStage<ByteBuffer> reading = chunk(file, chunk);
            CompletableFuture<ByteBuffer> read = reading.toCompletableFuture();
            if (!read.isDone() || read.isCompletedExceptionally()) {
                int measured = chunk;
                reading.whenComplete((bytes, failure) -> {
                    if (failure == null) {
                        starts[measured + 1] = starts[measured] + translatedLength(bytes);
                        measureFrom(measured + 1, file, starts, translated);
                    } else {
                        file.close();
                        translated.completeExceptionally(failure);
                    }
                });
                return;
            }
            starts[chunk + 1] = starts[chunk] + translatedLength(read.getNow(ByteBuffer.allocate(0)));
        }
        translated.complete(new NetasciiFile(file, starts));
    }

    @Override
    public String origin() {
        return file.origin();
    }

    @Override
    public long size() {
        return starts[starts.length - 1];
    }

    @Override
    public CompletionStage<ByteBuffer> read(long position, int length) {
        ByteBuffer target = ByteBuffer.allocate((int) Math.max(0, Math.min(length, size() - position)));
        return fill(target, position, chunkOf(position))
                .thenApply(any -> target.flip().asReadOnlyBuffer());
    }

    @Override
    public void close() {
        file.close();
    }

    private CompletionStage<Void> fill(ByteBuffer target, long position, int index) {
        if (!target.hasRemaining()) {
            return CompletableFuture.completedFuture(null);
        }
        return chunk(file, index).thenCompose(bytes -> {
            translate(bytes, position - starts[index], target);
            return fill(target, starts[index + 1], index + 1);
        });
    }

    private static CompletionStage<ByteBuffer> chunk(ServedFile file, int index) {
        long position = (long) index * CHUNK_BYTES;
        long length = Math.min(CHUNK_BYTES, file.size() - position);
        return file.read(position, CHUNK_BYTES)
                .thenCompose(bytes -> bytes.remaining() == length
                        ? CompletableFuture.completedFuture(bytes)
                        : CompletableFuture.failedFuture(new IOException(file.origin() + " gave " + bytes.remaining()
                                + " bytes at " + position + ", not " + length + ": it is no longer what was opened")));
    }

    private int chunkOf(long position) {
        int found = Arrays.binarySearch(starts, position);
        return found >= 0 ? found : -found - 2;
    }

    /** Puts the translation of {@code source} from its byte {@code skip} on, as much as {@code target} takes. */
    private static void translate(ByteBuffer source, long skip, ByteBuffer target) {
        long at = 0;
        for (int i = source.position(); i < source.limit() && target.hasRemaining(); i++) {
            byte b = source.get(i);
            boolean doubled = isDoubled(b);
            if (at >= skip) {
                target.put(doubled ? (byte) '\r' : b);
            }
            at++;
            if (doubled && at >= skip && target.hasRemaining()) {
                target.put(b == '\n' ? b : 0);
            }
            at += doubled ? 1 : 0;
        }
    }

    private static long translatedLength(ByteBuffer bytes) {
        long length = bytes.remaining();
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            length += isDoubled(bytes.get(i)) ? 1 : 0;
        }
        return length;
    }

    private static boolean isDoubled(byte b) {
        return b == '\n' || b == '\r';
    }
}
