package io.rtftp.guestfs.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rtftp.api.disk.DiskView;
import io.rtftp.guestfs.internal.resolver.RootDescriptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another directory is the TFTP root: this bundle and the watcher hear of it in any order. */
class OtherRootTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

    private final Path oldRoot;
    private final Path newRoot;
    private final DiskWorld world;
    private final RootDescriptions descriptions;
    private final List<String> complaints = new ArrayList<>();

    OtherRootTest(@TempDir Path directory) throws IOException {
        oldRoot = Files.createDirectory(directory.resolve("old"));
        newRoot = Files.createDirectory(directory.resolve("new"));
        world = new DiskWorld(Files.createDirectory(directory.resolve("spool")), 0);
        descriptions = new RootDescriptions(oldRoot, world.disks, complaints::add);
        tell(oldRoot, "10.0.0.1", "a");
        tell(oldRoot, "10.0.0.2", "b");
        world.time.pass(LONG_ENOUGH);
    }

    @Test
    void whatTheWatcherSaysOfTheNewRootBeforehandCountsFromTheChangeOn() {
        tell(newRoot, "10.0.0.1", "c");
        tell(newRoot, "10.0.0.3", "d");
        world.time.pass(LONG_ENOUGH);
        assertThat(world.disks.disks()).extracting(DiskView::name).containsExactly("lab/a", "lab/b");

        descriptions.onRoot(newRoot, true);
        world.time.pass(LONG_ENOUGH);

        assertOnlyTheNewRootsDisksAreReady();
    }

    @Test
    void whatTheWatcherSaysOfTheNewRootAfterwardsCountsAtOnce() {
        descriptions.onRoot(newRoot, true);
        tell(newRoot, "10.0.0.1", "c");
        tell(newRoot, "10.0.0.3", "d");
        world.time.pass(LONG_ENOUGH);

        assertOnlyTheNewRootsDisksAreReady();
    }

    @Test
    void whatTheWatcherStillSaysOfTheOldRootChangesNothing() {
        descriptions.onRoot(newRoot, true);
        tell(newRoot, "10.0.0.1", "c");
        tell(newRoot, "10.0.0.3", "d");
        tell(oldRoot, "10.0.0.1", "e");
        descriptions.onGone(file(oldRoot, "10.0.0.1"));
        descriptions.onGone(file(oldRoot, "10.0.0.2"));
        world.time.pass(LONG_ENOUGH);

        assertOnlyTheNewRootsDisksAreReady();
    }

    @Test
    void whatIsWrongWithAFileOfTheNewRootIsToldOnceItIsTheRoot() throws IOException {
        Path wrong = Files.writeString(file(newRoot, "10.0.0.1"), "{\"url\": }");
        descriptions.look(wrong);
        world.time.pass(LONG_ENOUGH);
        assertThat(complaints).isEmpty();

        descriptions.onRoot(newRoot, true);
        descriptions.look(wrong);
        world.time.pass(LONG_ENOUGH);

        assertThat(complaints)
                .singleElement()
                .satisfies(told -> assertThat(told).startsWith(wrong + " is no disk description: line 1, column 9: "));
        assertThat(world.disks.disks())
                .extracting(DiskView::name, DiskView::state)
                .containsExactly(tuple("10.0.0.1.nbd", DiskView.State.INVALID));
    }

    private void assertOnlyTheNewRootsDisksAreReady() {
        assertThat(world.disks.disks())
                .extracting(DiskView::name, DiskView::state, DiskView::descriptions)
                .containsExactly(
                        tuple("lab/c", DiskView.State.READY, List.of(file(newRoot, "10.0.0.1"))),
                        tuple("lab/d", DiskView.State.READY, List.of(file(newRoot, "10.0.0.3"))));
        assertThat(world.supply.living()).hasSize(2);
    }

    private void tell(Path root, String client, String export) {
        var unused = descriptions.onText(file(root, client), "{\"url\": \"nbd://lab/%s\"}".formatted(export), true);
    }

    private static Path file(Path root, String client) {
        return root.resolve(client + RootDescriptions.SUFFIX);
    }
}
