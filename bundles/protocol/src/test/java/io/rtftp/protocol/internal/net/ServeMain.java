package io.rtftp.protocol.internal.net;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.Resolution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Serves a directory, mapped once, and nothing else of the product: what the network loop alone can do. {@code ADDR:PORT DIR}. */
final class ServeMain {

    private ServeMain() {}

    public static void main(String[] args) throws InterruptedException {
        Path root = Path.of(args[1]);
        ConcurrentHashMap<String, ByteBuffer> mapped = new ConcurrentHashMap<>();
        MemoryChain chain = new MemoryChain() {
            @Override
            public CompletionStage<Resolution> resolve(FileRequest request) {
                Path path = root.resolve(request.path());
                return CompletableFuture.completedFuture(
                        Files.isRegularFile(path)
                                ? new Resolution.Found(
                                        new MemoryFile(mapped.computeIfAbsent(request.path(), any -> map(path))))
                                : new Resolution.NotHere("no file " + path));
            }
        };
        UdpTftpServer server = new UdpTftpServer(
                new Settings().listen(args[0]).sessionsPerClient(10_000).build(), System::nanoTime);
        server.chain(chain);
        new CountDownLatch(1).await();
    }

    private static ByteBuffer map(Path path) {
        try (FileChannel file = FileChannel.open(path)) {
            return file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
