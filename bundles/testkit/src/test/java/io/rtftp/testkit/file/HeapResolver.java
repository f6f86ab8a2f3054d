package io.rtftp.testkit.file;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ServedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.NullMarked;

/** The shortest resolver that keeps the contract: it reads a file whole when it is opened. */
@NullMarked
class HeapResolver implements FileResolver {

    private final Path directory;

    HeapResolver(Path directory) {
        this.directory = directory;
    }

    @Override
    public CompletionStage<Resolution> resolve(FileRequest request) {
        return CompletableFuture.supplyAsync(() -> look(directory.resolve(request.path())));
    }

    /** What is given for a file that is there. */
    ServedFile file(String origin, byte[] content) {
        return new HeapFile(origin, ByteBuffer.wrap(content).asReadOnlyBuffer(), new AtomicBoolean());
    }

    /** Whether a file may be given. */
    boolean isInside(Path real) throws IOException {
        return real.startsWith(directory.toRealPath());
    }

    private Resolution look(Path path) {
        if (!Files.isRegularFile(path)) {
            return new Resolution.NotHere("no file " + path);
        }
        try {
            Path real = path.toRealPath();
            return isInside(real)
                    ? new Resolution.Found(file(path.toString(), Files.readAllBytes(real)))
                    : new Resolution.Refused("a link leads out");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    record HeapFile(String origin, ByteBuffer content, AtomicBoolean closed) implements ServedFile {

        @Override
        public long size() {
            return content.capacity();
        }

        @Override
        public CompletionStage<ByteBuffer> read(long position, int length) {
            return closed.get()
                    ? CompletableFuture.failedFuture(new IOException(origin + " is closed"))
                    : CompletableFuture.completedFuture(
                            content.slice((int) position, (int) Math.min(length, size() - position)));
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }
}
