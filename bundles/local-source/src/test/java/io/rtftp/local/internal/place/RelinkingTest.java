package io.rtftp.local.internal.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.Resolution.Found;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who may write below the root swaps a directory for a link out of it and back, as fast as they can. */
@NullMarked
class RelinkingTest {

    private static final int REQUESTS = 3_000;

    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

    @Test
    void theFileOutsideIsNeverGiven(@TempDir Path directory) throws Exception {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("file"), "secret");
        try (LocalRoot root = new LocalRoot(directory.resolve("tftp"))) {
            root.put("default/inside/file", "public");
            root.link("default/way-in", "inside");
            Path into = root.directory.resolve("default/way-in");
            Thread relinking = new Thread(() -> relink(into, outside), "relinking");
            relinking.start();

            for (int i = 0; i < REQUESTS; i++) {
                assertThat(answer(root, "way-in/file")).isNotEqualTo("secret");
            }

            done.set(true);
            relinking.join();
            assertThat(failure).hasValue(null);
        }
    }

    private static String answer(LocalRoot root, String path) {
        try {
            Resolution resolution = root.defaultsOn(path);
            return resolution instanceof Found ? LocalRoot.content(resolution) : resolution.toString();
        } catch (CompletionException changedTooOften) {
            assertThat(changedTooOften).hasCauseInstanceOf(FileSystemException.class);
            return "an error";
        }
    }

    private void relink(Path way, Path outside) {
        Path next = way.resolveSibling("next");
        Path inside = way.resolveSibling("inside");
        try {
            for (boolean out = true; !done.get(); out = !out) {
                Files.createSymbolicLink(next, out ? outside : inside);
                Files.move(next, way, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException unexpected) {
            failure.set(unexpected);
        }
    }

    /** A release is switched by its link, and the old one deleted: the file is there at every moment. */
    @Test
    void aFileBehindALinkThatIsSwitchedIsFoundBeforeAndAfter(@TempDir Path directory) throws Exception {
        try (LocalRoot root = new LocalRoot(directory.resolve("tftp"))) {
            root.put("default/1/kernel", "one");
            root.link("default/current", "1");
            assertThat(answer(root, "current/kernel")).isEqualTo("one");

            root.put("default/2/kernel", "two");
            root.link("default/next", "2");
            Files.move(
                    root.directory.resolve("default/next"),
                    root.directory.resolve("default/current"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);

            assertThat(answer(root, "current/kernel")).isEqualTo("two");
        }
    }
}
