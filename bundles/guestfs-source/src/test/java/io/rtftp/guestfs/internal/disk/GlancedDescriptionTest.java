package io.rtftp.guestfs.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.Resolution;
import io.rtftp.guestfs.internal.resolver.DiskResolver;
import io.rtftp.guestfs.internal.resolver.RootDescriptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client without a description costs no change of thread, where a glance shows that it has none. */
class GlancedDescriptionTest {

    private final Path description;
    private final DiskWorld world;
    private final List<Runnable> reading = new ArrayList<>();
    private final DiskResolver resolver;
    private boolean glanceWorks = true;

    GlancedDescriptionTest(@TempDir Path directory) throws IOException {
        Path root = Files.createDirectory(directory.resolve("root"));
        description = root.resolve("10.0.0.1.nbd");
        world = new DiskWorld(Files.createDirectory(directory.resolve("spool")), 0);
        RootDescriptions descriptions = new RootDescriptions(root, world.disks, complaint -> {
            throw new AssertionError(complaint);
        });
        resolver = new DiskResolver(
                descriptions, world.files, () -> root, path -> glanceWorks && !Files.exists(path), reading::add);
    }

    @Test
    void whereAGlanceShowsThatThereIsNoneNothingIsRead() {
        assertThat(ask()).isCompletedWithValue(new Resolution.NotHere("no file " + description));
        assertThat(reading).isEmpty();
    }

    @Test
    void whereAGlanceShowsNothingCertainTheFileIsLookedFor() {
        glanceWorks = false;

        CompletableFuture<Resolution> answer = ask();

        assertThat(answer).isNotDone();
        reading.forEach(Runnable::run);
        assertThat(answer).isCompletedWithValue(new Resolution.NotHere("no file " + description));
    }

    @Test
    void aDiskWhoseDescriptionHasGoneIsLetGo() throws IOException {
        Files.writeString(description, "{\"url\": \"nbd://lab/old\"}");
        CompletableFuture<Resolution> first = ask();
        reading.remove(0).run();
        world.time.pass(Duration.ofSeconds(10));
        assertThat(world.supply.living()).hasSize(1);
        first.join().discard();
        Files.delete(description);

        CompletableFuture<Resolution> answer = ask();
        reading.remove(0).run();

        assertThat(answer).isCompletedWithValue(new Resolution.NotHere("no file " + description));
        world.time.pass(Duration.ofSeconds(10));
        assertThat(world.supply.living()).isEmpty();
    }

    private CompletableFuture<Resolution> ask() {
        return resolver.resolve(new FileRequest("clock", new InetSocketAddress("10.0.0.1", 2070)))
                .toCompletableFuture();
    }
}
