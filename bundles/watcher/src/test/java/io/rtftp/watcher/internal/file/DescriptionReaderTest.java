package io.rtftp.watcher.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.watcher.internal.file.Sight.Absent;
import io.rtftp.watcher.internal.file.Sight.Complete;
import io.rtftp.watcher.internal.file.Sight.Flawed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DescriptionReaderTest {

    @TempDir
    private Path root;

    private Path file;

    @BeforeEach
    void name() {
        file = root.resolve("10.0.0.1.nbd");
    }

    @Test
    void wholeJsonIsComplete() throws IOException {
        Files.writeString(file, "{\"url\": \"nbd://ä\"}\n");

        assertThat(DescriptionReader.look(file)).isEqualTo(new Complete("{\"url\": \"nbd://ä\"}\n"));
    }

    @Test
    void halfOfItIsFlawedAndKeepsWhatIsThere() throws IOException {
        Files.writeString(file, "{\"url\":");

        assertThat(DescriptionReader.look(file))
                .isInstanceOfSatisfying(
                        Flawed.class, flawed -> assertThat(flawed.content()).isEqualTo("{\"url\":"));
    }

    @Test
    void aByteOrderMarkIsIgnored() throws IOException { // RFC 8259 §8.1
        Files.writeString(file, "\uFEFF{}");

        assertThat(DescriptionReader.look(file)).isEqualTo(new Complete("{}"));
    }

    @Test
    void bytesThatAreNotUtf8AreToldWithTheirPlace() throws IOException {
        Files.write(file, new byte[] {'{', '\n', '"', (byte) 0xE4, '"', ':', '1', '}'});

        assertThat(DescriptionReader.look(file))
                .isEqualTo(new Flawed("line 2: byte 4 of the file is not UTF-8", "{\n\""));
    }

    @Test
    void nothingIsAbsent() {
        assertThat(DescriptionReader.look(file)).isEqualTo(new Absent());
    }

    @Test
    void aFileUnderWhatIsNoDirectoryAnyMoreIsAbsent() throws IOException {
        Path noDirectory = Files.writeString(root.resolve("srv"), "");

        assertThat(DescriptionReader.look(noDirectory.resolve("10.0.0.1.nbd"))).isEqualTo(new Absent());
    }

    @Test
    void aSymbolicLinkIsFollowed() throws IOException {
        Path elsewhere = Files.writeString(root.resolve("golden"), "{}");
        Files.createSymbolicLink(file, elsewhere);

        assertThat(DescriptionReader.look(file)).isEqualTo(new Complete("{}"));
    }

    @Test
    void aSymbolicLinkToNothingIsAbsent() throws IOException {
        Files.createSymbolicLink(file, root.resolve("golden"));

        assertThat(DescriptionReader.look(file)).isEqualTo(new Absent());
    }

    @Test
    void whatCannotBeReadIsFlawedAndSaysWhy() throws IOException {
        Files.createSymbolicLink(file, file); // fails for every user, unlike a file without permissions

        assertThat(DescriptionReader.look(file))
                .isInstanceOfSatisfying(
                        Flawed.class, flawed -> assertThat(flawed.reason()).startsWith("it cannot be read: "));
    }

    @Test
    void aDirectoryIsFlawed() throws IOException {
        Files.createDirectory(file);

        assertThat(DescriptionReader.look(file)).isEqualTo(new Flawed("it is a directory, not a regular file", ""));
    }

    @Test
    @Timeout(60)
    void aFifoIsFlawedAndNeverOpened() throws Exception {
        Process mkfifo =
                new ProcessBuilder("mkfifo", file.toString()).inheritIO().start();
        assertThat(mkfifo.waitFor()).isZero();

        assertThat(DescriptionReader.look(file))
                .isEqualTo(new Flawed("it is a FIFO, a socket or a device, not a regular file", ""));
    }

    @Test
    void aMebibyteIsReadAndAByteMoreIsNot() throws IOException {
        String longest = "{}" + " ".repeat(DescriptionReader.BYTES_MOST - 2);

        Files.writeString(file, longest);
        assertThat(DescriptionReader.look(file)).isEqualTo(new Complete(longest));
        Files.writeString(file, longest + " ");
        assertThat(DescriptionReader.look(file)).isEqualTo(new Flawed("it is longer than 1048576 bytes", ""));
    }
}
