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

/** A description that changes while a request waits for the disk that it named. */
class ReplacedDescriptionTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

    private final Path description;
    private final DiskWorld world;
    private final RootDescriptions descriptions;
    private final DiskResolver resolver;
    private final List<String> complaints = new ArrayList<>();

    ReplacedDescriptionTest(@TempDir Path directory) throws IOException {
        Path root = Files.createDirectory(directory.resolve("root"));
        description = root.resolve("10.0.0.1.nbd");
        world = new DiskWorld(Files.createDirectory(directory.resolve("spool")), 0);
        descriptions = new RootDescriptions(root, world.disks, complaints::add);
        resolver = new DiskResolver(descriptions, world.files, () -> root, path -> false, Runnable::run);
    }

    @Test
    void theRequestIsAnsweredFromTheDiskThatIsNamedNow() throws IOException {
        Files.writeString(description, "{\"url\": \"nbd://lab/old\"}");
        CompletableFuture<Resolution> waiting = ask();
        world.time.settle();
        Files.writeString(description, "{\"url\": \"nbd://lab/new\"}");

        CompletableFuture<Resolution> next = ask();
        world.time.pass(LONG_ENOUGH);

        assertThat(origin(next)).isEqualTo("disk lab/new:/clock");
        assertThat(origin(waiting)).isEqualTo("disk lab/new:/clock");
        assertThat(world.supply.living()).as("the old disk's has gone").hasSize(1);
    }

    @Test
    void whereThereIsNoneAnyMoreTheRequestGoesOnToTheNextPlace() throws IOException {
        Files.writeString(description, "{\"url\": \"nbd://lab/old\", \"on_failure\": \"skip\"}");
        CompletableFuture<Resolution> waiting = ask();
        world.time.settle();
        Files.delete(description);

        assertThat(ask()).isCompletedWithValue(new Resolution.NotHere("no file " + description));
        world.time.pass(LONG_ENOUGH);

        assertThat(waiting).isCompletedWithValue(new Resolution.NotHere("no file " + description));
        assertThat(world.supply.living()).isEmpty();
    }

    @Test
    void whereTheServerStopsTheRequestIsToldSo() throws IOException {
        Files.writeString(description, "{\"url\": \"nbd://lab/old\"}");
        CompletableFuture<Resolution> waiting = ask();
        world.time.settle();

        world.disks.retire();
        world.time.pass(LONG_ENOUGH);

        assertThat(waiting.handle((none, failure) -> failure.getMessage()).join())
                .contains("disk lab/old: the server stops");
    }

    @Test
    void anApplianceThatDiesWhileTheDiskIsAttachedMakesRoomForAnother() throws IOException {
        world.supply.most = 1;
        Files.writeString(description, "{\"url\": \"nbd://lab/old\"}");
        CompletableFuture<Resolution> waiting = ask();
        world.time.pass(FakeSupply.BOOT.plusMillis(100));
        world.supply.all.get(0).die("QEMU ended");
        world.time.pass(LONG_ENOUGH);
        assertThat(waiting).isCompletedExceptionally();

        CompletableFuture<Resolution> next = ask();
        world.time.pass(LONG_ENOUGH);

        assertThat(origin(next)).isEqualTo("disk lab/old:/clock");
    }

    @Test
    void whatIsWrongWithAFileIsToldOnceWhoeverSeesIt() throws IOException {
        Files.writeString(description, "{\"url\": \"nbd://lab/old\"}");
        CompletableFuture<Resolution> first = ask();
        Files.writeString(description, "{\"url\": }");

        CompletableFuture<Resolution> second = ask();
        RootDescriptions.Sight seen = descriptions.look(description);
        world.time.pass(LONG_ENOUGH);

        assertThat(complaints)
                .singleElement()
                .satisfies(told -> assertThat(told)
                        .startsWith(description + " is no disk description: line 1, column 9: ")
                        .endsWith("; what it said before holds"));
        assertThat(seen).isInstanceOf(RootDescriptions.Sight.Present.class);
        assertThat(List.of(origin(first), origin(second))).containsOnly("disk lab/old:/clock");
    }

    private CompletableFuture<Resolution> ask() {
        return resolver.resolve(new FileRequest("clock", new InetSocketAddress("10.0.0.1", 2070)))
                .toCompletableFuture();
    }

    private static String origin(CompletableFuture<Resolution> answer) {
        assertThat(answer).isCompleted();
        return ((Resolution.Found) answer.join()).file().origin();
    }
}
