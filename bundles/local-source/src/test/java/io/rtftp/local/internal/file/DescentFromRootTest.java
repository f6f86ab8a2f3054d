package io.rtftp.local.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class DescentFromRootTest {

    private final Path root;
    private final Path outside;

    DescentFromRootTest(@TempDir Path directory) throws IOException {
        root = Files.createDirectory(directory.toRealPath().resolve("tftp"));
        outside = Files.createDirectory(directory.toRealPath().resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
    }

    @Test
    void aFileBelowTheRootIsOpenedWithWhatItIs() throws IOException {
        Path file =
                Files.writeString(Files.createDirectories(root.resolve("a/b")).resolve("c"), "12345");

        OpenedFile opened = DescentFromRoot.open(root, file).orElseThrow();
        try (var channel = opened.channel()) {
            assertThat(channel.size()).isEqualTo(5);
            assertThat(opened.identity().size()).isEqualTo(5);
        }
    }

    @Test
    void aLinkThatTookADirectorysPlaceIsNotFollowed() throws IOException {
        Files.createSymbolicLink(root.resolve("boot"), outside);

        assertThatThrownBy(() -> DescentFromRoot.open(root, root.resolve("boot/secret")))
                .isInstanceOf(FileSystemException.class);
    }

    @Test
    void aLinkThatTookAFilesPlaceIsNotFollowed() throws IOException {
        Files.createSymbolicLink(root.resolve("kernel"), outside.resolve("secret"));

        assertThatThrownBy(() -> DescentFromRoot.open(root, root.resolve("kernel")))
                .isInstanceOf(FileSystemException.class)
                .hasMessageEndingWith("a symbolic link has taken its place");
    }

    @Test
    void aFileThatVanishedIsNoFile() {
        assertThatThrownBy(() -> DescentFromRoot.open(root, root.resolve("kernel")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
