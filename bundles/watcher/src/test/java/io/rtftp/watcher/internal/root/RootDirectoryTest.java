package io.rtftp.watcher.internal.root;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootDirectoryTest {

    private static final Duration AGAIN = Duration.ofSeconds(1);

    @TempDir
    private Path path;

    private final List<String> warnings = new ArrayList<>();
    private RootDirectory root;

    @BeforeEach
    void make() {
        root = new RootDirectory(path, warnings::add);
    }

    private Path touch(String name) throws IOException {
        return Files.writeString(path.resolve(name), "{}");
    }

    @Test
    void descriptionsAreListedAndNothingElse() throws IOException {
        Path v4 = touch("10.0.0.1.nbd");
        Path v6 = touch("2001:db8::1.nbd");
        touch(".#10.0.0.1.nbd");
        touch("10.0.0.1.nbd~");
        touch("vmlinuz");
        Files.createDirectory(path.resolve("default"));

        assertThat(root.list()).containsExactlyInAnyOrder(v4, v6);
        assertThat(warnings).isEmpty();
    }

    @Test
    void aMisnamedFileIsComplainedAboutOnceWithTheRightName() throws IOException {
        touch("010.0.0.1.nbd");

        assertThat(root.list()).isEmpty();
        root.list();
        root.isDescription(Path.of("010.0.0.1.nbd"));

        assertThat(warnings)
                .containsExactly(path + "/010.0.0.1.nbd is ignored: the right name for this address is 10.0.0.1.nbd");
    }

    @Test
    void theSameMistakeMadeAgainIsComplainedAboutAgain() throws IOException {
        Path wrong = touch("lab.nbd");
        root.list();
        Files.delete(wrong);
        root.list();
        touch("lab.nbd");

        root.list();

        assertThat(warnings).hasSize(2);
    }

    @Test
    void aMisnamedFileThatWentAwayIsNoMistake() {
        root.isDescription(Path.of("lab.nbd"));

        assertThat(warnings).isEmpty();
    }

    @Test
    void aNameCannotForgeALineOfTheLog() throws IOException {
        touch("a\nWARN.nbd");

        root.list();

        assertThat(warnings).singleElement().asString().startsWith(path + "/a?WARN.nbd is ignored");
    }

    @Test
    void aRootThatIsNotThereIsComplainedAboutOnceUntilItHasBeenThere() {
        NoSuchFileException missing = new NoSuchFileException(path.toString());
        root.onUnwatched(missing, AGAIN);
        root.onUnwatched(missing, AGAIN);
        assertThat(warnings).containsExactly("tftp_root = " + path + " does not exist; looking again every 1000 ms");

        root.onWatched();
        root.onUnwatched(missing, AGAIN);
        assertThat(warnings).hasSize(2);
    }

    @Test
    void anotherReasonIsSaidAsWell() {
        root.onUnwatched(new NoSuchFileException(path.toString()), AGAIN);
        root.onUnwatched(new NotDirectoryException(path.toString()), AGAIN);
        root.onUnwatched(new IOException("User limit of inotify watches reached"), AGAIN);

        assertThat(warnings).hasSize(3);
        assertThat(warnings.get(1)).contains("is not a directory");
        assertThat(warnings.get(2)).contains("inotify watches");
    }

    @Test
    void aRootThatCannotBeListedHasNoDescriptions() throws IOException {
        RootDirectory missing = new RootDirectory(path.resolve("missing"), warnings::add);

        assertThat(missing.list()).isEmpty();
    }
}
