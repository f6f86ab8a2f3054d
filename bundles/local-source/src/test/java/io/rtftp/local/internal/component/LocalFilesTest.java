package io.rtftp.local.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ServedFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.FrameworkFactory;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;

@NullMarked
class LocalFilesTest {

    private final Path directory;
    private final Path root;
    private final LocalFiles files;

    LocalFilesTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        root = directory.resolve("tftp");
        put(root, "192.0.2.5/mine", "mine");
        put(root, "default/all", "all");
        files = new LocalFiles(Map.of("tftp_root", root.toString()));
    }

    @Test
    void eachPlaceServesItsDirectoryOfTheConfiguredRoot() {
        assertThat(content(new ClientDirectory(files), "mine")).isEqualTo("mine");
        assertThat(content(new DefaultDirectory(files), "all")).isEqualTo("all");
    }

    @Test
    void aChangedRootIsWhereBothLookFromNowOn() throws IOException {
        Path other = directory.resolve("other");
        put(other, "192.0.2.5/mine", "my other");
        put(other, "default/all", "all others");
        ClientDirectory mine = new ClientDirectory(files);
        DefaultDirectory all = new DefaultDirectory(files);

        files.modified(Map.of("tftp_root", other.toString()));

        assertThat(content(mine, "mine")).isEqualTo("my other");
        assertThat(content(all, "all")).isEqualTo("all others");
    }

    @Test
    void aRootThatIsNoDirectoryLeavesTheOneInForce() {
        files.modified(Map.of("tftp_root", "/no/such/root"));

        assertThat(content(new DefaultDirectory(files), "all")).isEqualTo("all");
    }

    @Test
    void anOpenFileIsReadOnAfterTheBundleWasStopped() throws BundleException, IOException {
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, directory.resolve("felix").toString()));
        framework.start();
        try (ServedFile open = found(new DefaultDirectory(files), "all")) {
            files.deactivate(framework.getBundleContext());

            assertThat(text(open.read(0, 3))).isEqualTo("all");
        } finally {
            framework.stop();
        }
    }

    @Test
    void whenTheWholeContainerStopsOpenFilesAreClosed() throws BundleException, InterruptedException {
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, directory.resolve("felix").toString()));
        framework.start();
        ServedFile open = found(new DefaultDirectory(files), "all");
        BundleContext context = framework.getBundleContext();
        // Such a listener is called while the framework is STOPPING, and so is a component's deactivate method.
        context.addBundleListener((SynchronousBundleListener) event -> files.deactivate(context));

        framework.stop();
        framework.waitForStop(60_000);

        assertThat(open.read(0, 3).handle((bytes, failure) -> failure).toCompletableFuture())
                .succeedsWithin(Duration.ofMinutes(1))
                .isInstanceOf(IOException.class);
    }

    private static void put(Path root, String path, String content) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), content);
    }

    private static String content(FileResolver place, String path) {
        try (ServedFile file = found(place, path)) {
            return text(file.read(0, 100));
        }
    }

    private static ServedFile found(FileResolver place, String path) {
        FileRequest request = new FileRequest(path, new InetSocketAddress("192.0.2.5", 2070));
        return ((Resolution.Found) of(place.resolve(request))).file();
    }

    private static String text(CompletionStage<ByteBuffer> bytes) {
        return StandardCharsets.UTF_8.decode(of(bytes).slice()).toString();
    }

    private static <T> T of(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .copy()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
