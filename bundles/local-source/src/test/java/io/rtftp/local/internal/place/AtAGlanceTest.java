package io.rtftp.local.internal.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.DiskThread;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.Resolution.NotHere;
import io.rtftp.api.file.Resolution.Refused;
import io.rtftp.api.file.ServedFile;
import io.rtftp.local.internal.kernel.DiskDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel has in memory is answered without a thread that waits for the disk, and just as that thread would. */
@NullMarked
class AtAGlanceTest {

    private static final int TRIES = 1_000;

    private final Path outside;
    private final LocalRoot root;

    AtAGlanceTest(@TempDir(factory = DiskDirectory.class) Path directory) {
        outside = directory;
        root = new LocalRoot(directory.resolve("tftp"));
    }

    @AfterEach
    void stop() {
        root.close();
    }

    @Test
    void aSmallFileIsFound() throws IOException {
        root.put("default/grub.cfg", "content");

        Resolution found = atAGlance(() -> root.defaultsOn("grub.cfg"));

        assertThat(LocalRoot.content(found)).isEqualTo("content");
        assertThat(root.files.channels()).isZero();
    }

    @Test
    void aMissingFileIsNotHere() throws IOException {
        root.put("default/grub.cfg", "content");
        Path missing = root.directory.resolve("default/missing");

        assertThat(atAGlance(() -> root.defaultsOn("missing"))).isEqualTo(new NotHere("no file " + missing));
    }

    /** The loop would wait for it to be done with its glance. */
    @Test
    void aThreadThatMayWaitForTheDiskLooksItself() throws Exception {
        root.put("default/grub.cfg", "content");
        LocalRoot.content(atAGlance(() -> root.defaultsOn("grub.cfg")));
        int before = root.looks.get();
        List<String> found = new ArrayList<>();

        Thread waiting = new WaitingThread(() -> found.add(LocalRoot.content(root.defaultsOn("grub.cfg"))));
        waiting.start();
        waiting.join();

        assertThat(found).containsExactly("content");
        assertThat(root.looks).hasValue(before + 1);
    }

    private static final class WaitingThread extends Thread implements DiskThread {

        private WaitingThread(Runnable work) {
            super(work);
        }
    }

    @Test
    void aRootThatIsMovedIsLeftAtOnce() throws IOException {
        root.put("default/grub.cfg", "old");
        Files.createDirectories(outside.resolve("next/default"));
        Files.writeString(outside.resolve("next/default/grub.cfg"), "new");
        LocalRoot.content(atAGlance(() -> root.defaultsOn("grub.cfg")));

        Files.move(root.directory, outside.resolve("before"));
        Files.move(outside.resolve("next"), root.directory);

        assertThat(LocalRoot.content(root.defaultsOn("grub.cfg"))).isEqualTo("new");
    }

    @Test
    void aLinkThatComesToLeadOutIsRefused() throws IOException {
        root.put("default/grub.cfg", "content");
        Files.writeString(outside.resolve("secret"), "secret");
        LocalRoot.content(atAGlance(() -> root.defaultsOn("grub.cfg")));

        Files.delete(root.directory.resolve("default/grub.cfg"));
        root.link("default/grub.cfg", "../../secret");

        for (int i = 0; i < TRIES; i++) {
            assertThat(root.defaultsOn("grub.cfg")).isInstanceOf(Refused.class);
        }
    }

    @Test
    void whatWasFoundIsReadInAnyPieceUntilItIsClosed() throws IOException {
        root.put("default/grub.cfg", "0123456789");
        ServedFile file = ((Resolution.Found) atAGlance(() -> root.defaultsOn("grub.cfg"))).file();

        assertThat(file.origin()).isEqualTo(root.directory + "/default/grub.cfg");
        assertThat(file.size()).isEqualTo(10);
        assertThat(LocalRoot.text(LocalRoot.of(file.read(3, 4)))).isEqualTo("3456");
        assertThat(LocalRoot.text(LocalRoot.of(file.read(8, 100)))).isEqualTo("89");
        assertThat(LocalRoot.of(file.read(10, 1)).remaining()).isZero();
        assertThat(file.read(11, 1)).isCompletedExceptionally();
        assertThat(file.read(-1, 1)).isCompletedExceptionally();

        file.close();

        assertThat(file.read(0, 1).toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("the transfer closed it");
    }

    /** Asks until no disk's thread took part: the first times get the glance ready, and make the kernel look. */
    private Resolution atAGlance(Supplier<Resolution> asking) {
        for (int i = 0; i < TRIES; i++) {
            int before = root.looks.get();
            Resolution resolution = asking.get();
            if (root.looks.get() == before) {
                return resolution;
            }
            resolution.discard();
        }
        throw new AssertionError("every request went to a thread that waits for the disk");
    }
}
