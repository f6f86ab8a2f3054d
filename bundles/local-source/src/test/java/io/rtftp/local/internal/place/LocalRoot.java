package io.rtftp.local.internal.place;

import io.rtftp.api.file.ClientAddress;
import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ServedFile;
import io.rtftp.local.internal.file.OpenFiles;
import io.rtftp.local.internal.kernel.LateGlance;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;

/** A TFTP root with the two places in it, as one client sees them. */
@NullMarked
final class LocalRoot implements AutoCloseable {

    static final String CLIENT = "192.0.2.5";

    final Path directory;
    final OpenFiles files;
    final DirectoryResolver clientDirectory;
    final DirectoryResolver defaults;
    /** How often a thread that waits for the disk was asked to look. */
    final AtomicInteger looks = new AtomicInteger();

    private final ExecutorService disk = Executors.newFixedThreadPool(2);
    private final LateGlance glance = new LateGlance(disk);
    private volatile Path root;

    LocalRoot(Path directory) {
        this.directory = directory;
        this.root = directory;
        files = new OpenFiles(disk, 8 << 20);
        clientDirectory = new DirectoryResolver(() -> root, ClientAddress::of, files, glance, this::look);
        defaults = new DirectoryResolver(() -> root, address -> "default", files, glance, this::look);
    }

    private void look(Runnable task) {
        looks.incrementAndGet();
        disk.execute(task);
    }

    /** The root is another one from now on. */
    void move(Path now) {
        root = now;
    }

    /** Writes a file. */
    Path put(String path, String content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** Makes a symbolic link. */
    void link(String path, String target) throws IOException {
        Path link = directory.resolve(path);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of(target));
    }

    static FileRequest asking(String path) {
        return new FileRequest(path, new InetSocketAddress(CLIENT, 2070));
    }

    Resolution clientDirectoryOn(String path) {
        return of(clientDirectory.resolve(asking(path)));
    }

    Resolution defaultsOn(String path) {
        return of(defaults.resolve(asking(path)));
    }

    /** The content of what was found, which is closed. */
    static String content(Resolution resolution) {
        try (ServedFile file = ((Resolution.Found) resolution).file()) {
            return text(of(file.read(0, Integer.MAX_VALUE)));
        }
    }

    static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.slice()).toString();
    }

    static <T> T of(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .copy()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        glance.close();
        disk.shutdown();
    }
}
