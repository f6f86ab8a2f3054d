package io.rtftp.guestfs.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolDirectoryTest {

    @TempDir
    Path parent;

    @Test
    void itIsNewAndItsUsersAlone() throws IOException {
        try (SpoolDirectory one = SpoolDirectory.below(parent);
                SpoolDirectory other = SpoolDirectory.below(parent)) {
            Path path = one.place().directory();

            assertThat(path).isNotEqualTo(other.place().directory()).hasParent(parent);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
            assertThat(one.place().usableBytes().getAsLong()).isPositive();
        }
    }

    @Test
    void aParentThatIsNotThereIsMade() throws IOException {
        try (SpoolDirectory spool = SpoolDirectory.below(parent.resolve("a/b"))) {
            assertThat(spool.place().directory()).isDirectory();
        }
    }

    @Test
    void closingItLeavesNothing() throws IOException {
        SpoolDirectory spool = SpoolDirectory.below(parent);
        Files.writeString(spool.place().directory().resolve("file1"), "part of a kernel");

        spool.close();

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void whatARunningServerUsesStays() throws IOException {
        try (SpoolDirectory mine = SpoolDirectory.below(parent);
                OtherServer other = new OtherServer(parent)) {
            Path file = Files.writeString(mine.place().directory().resolve("file1"), "mine");

            SpoolDirectory.below(parent).close();

            assertThat(file).hasContent("mine");
            assertThat(other.file()).hasContent("its own");
        }
    }

    @Test
    void whatARunningServerUsesStaysAfterItHasLookedForLeftoversItself() throws IOException {
        try (SpoolDirectory mine = SpoolDirectory.below(parent)) {
            SpoolDirectory.below(parent).close();

            new OtherServer(parent).close();

            assertThat(mine.place().directory()).isDirectory();
        }
    }

    @Test
    void whatAKilledServerLeftIsDeletedByTheNextOne() throws IOException {
        OtherServer killed = new OtherServer(parent);
        killed.close();
        assertThat(killed.file()).exists();

        SpoolDirectory.below(parent).close();

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void whatIsNoSpoolIsNotTouched() throws IOException {
        Path file = Files.writeString(parent.resolve("rtftp-spool-notes.txt"), "a person's");
        Path directory = Files.createDirectory(parent.resolve("rtftp-spool-backup"));
        Path other = Files.createDirectory(parent.resolve("other"));
        Files.writeString(other.resolve("lock"), "");

        SpoolDirectory.below(parent).close();

        assertThat(List.of(file, directory, other))
                .allSatisfy(path -> assertThat(path).exists());
    }

    /** A process with a spool directory of its own; closing it is {@code kill -9}. */
    private static final class OtherServer implements AutoCloseable {

        private final Process process;
        private final Path file;

        OtherServer(Path parent) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            SpoolMain.class.getName(),
                            parent.toString())
                    .redirectErrorStream(true)
                    .start();
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = String.valueOf(said.readLine());
            assertThat(line).startsWith(parent.toString());
            file = Path.of(line);
        }

        Path file() {
            return file;
        }

        @Override
        public void close() {
            process.destroyForcibly();
            assertThat(process.onExit()).succeedsWithin(Duration.ofMinutes(1));
        }
    }
}
