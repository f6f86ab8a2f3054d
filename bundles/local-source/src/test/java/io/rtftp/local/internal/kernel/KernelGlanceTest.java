package io.rtftp.local.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class KernelGlanceTest {

    private static final int TRIES = 1_000;

    private final Path outside;
    private final Path top;
    private final KernelGlance glance = KernelGlance.open();
    private final KnownRoot root;

    KernelGlanceTest(@TempDir(factory = DiskDirectory.class) Path directory) throws IOException {
        outside = directory;
        top = Files.createDirectory(directory.resolve("tftp"));
        root = new KnownRoot(top.toString(), (long) Files.getAttribute(top, "unix:dev"));
    }

    @AfterEach
    void close() {
        glance.close();
    }

    @BeforeEach
    void aFile() throws IOException {
        write("file", "content");
    }

    @Test
    void aSmallFileIsReadWhole() throws IOException {
        write("empty", "");

        assertThat(content(look(top.resolve("file")))).isEqualTo("content");
        assertThat(content(look(top.resolve("empty")))).isEmpty();
    }

    @Test
    void whatIsAbsentIsAbsent() throws IOException {
        Files.createSymbolicLink(top.resolve("to-nothing"), Path.of("nothing"));

        assertThat(Stream.of("nothing", "nothing/below", "to-nothing").map(name -> look(top.resolve(name))))
                .containsOnly(Sight.Nothing.ABSENT);
        assertThat(glance.isAbsent(top.resolve("nothing"))).isTrue();
        assertThat(glance.isAbsent(top.resolve("file"))).isFalse();
    }

    @Test
    void whatTheKernelHasNotSeenYetIsUnclear() {
        assertThat(glance.look(top.resolve("never-asked-for").toString(), root)).isEqualTo(Sight.Nothing.UNCLEAR);
    }

    @Test
    void whatComesAndGoesIsSeenAtOnce() throws IOException {
        Path file = top.resolve("comes-and-goes");
        for (int i = 0; i < TRIES; i++) {
            assertThat(look(file)).isEqualTo(Sight.Nothing.ABSENT);
            Files.createFile(file);
            assertThat(look(file)).isNotEqualTo(Sight.Nothing.ABSENT);
            Files.delete(file);
        }
    }

    @Test
    void whatIsWrittenIsSeenAtOnce() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            String written =
                    "content " + i % 10; // always of one size, and many times within one tick of the clock of files
            write("file", written);
            assertThat(content(look(top.resolve("file")))).isEqualTo(written);
        }
    }

    @Test
    void whatIsRenamedOverAnOldFileIsSeenAtOnce() throws IOException {
        age(top.resolve("file"));
        assertThat(content(look(top.resolve("file")))).isEqualTo("content");
        write("next", "another");
        age(top.resolve("next"));

        Files.move(top.resolve("next"), top.resolve("file"), StandardCopyOption.ATOMIC_MOVE);

        assertThat(content(look(top.resolve("file")))).isEqualTo("another");
    }

    /** Programs that copy set a file's time to what it was. */
    @Test
    void whatIsWrittenIntoAFileWithItsOldTimeIsSeenAtOnce() throws IOException {
        Path file = top.resolve("file");
        age(file);
        assertThat(content(look(file))).isEqualTo("content");

        write("file", "CONTENT");
        age(file);

        assertThat(content(look(file))).isEqualTo("CONTENT");
    }

    @Test
    void aFileOutsideTheRootIsNotRead() throws IOException {
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(top.resolve("up"), Path.of("../secret"));
        Files.createSymbolicLink(top.resolve("far"), outside.resolve("secret"));
        Files.createSymbolicLink(top.resolve("out"), outside);

        assertThat(Stream.of(
                                top.resolve("up"),
                                top.resolve("far"),
                                top.resolve("out/secret"),
                                outside.resolve("secret"))
                        .map(path -> glanceAfterLooking(path)))
                .containsOnly(Sight.Nothing.UNCLEAR);
    }

    @Test
    void aLinkInsideTheRootIsFollowed() throws IOException {
        Files.createDirectory(top.resolve("directory"));
        Files.createSymbolicLink(top.resolve("directory/link"), Path.of("../file"));

        assertThat(content(look(top.resolve("directory/link")))).isEqualTo("content");
    }

    @Test
    void whatIsNoSmallRegularFileIsUnclear() throws IOException {
        Files.write(top.resolve("large"), new byte[KernelGlance.BYTES_MOST + 1]);
        Files.write(top.resolve("largest"), new byte[KernelGlance.BYTES_MOST]);

        assertThat(glanceAfterLooking(top)).isEqualTo(Sight.Nothing.UNCLEAR);
        assertThat(glanceAfterLooking(top.resolve("large"))).isEqualTo(Sight.Nothing.UNCLEAR);
        assertThat(glanceAfterLooking(Path.of("/dev/zero"))).isEqualTo(Sight.Nothing.UNCLEAR);
        assertThat(content(look(top.resolve("largest")))).hasSize(KernelGlance.BYTES_MOST);
    }

    /** A writer that waits for a reader of its FIFO must not take a glance for one. */
    @Test
    @Timeout(60)
    void aFifoTakesNoNotice() throws Exception {
        Path fifo = top.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        Process writer = new ProcessBuilder("sh", "-c", "echo waiting; echo text >" + fifo)
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(writer.inputReader().readLine()).isEqualTo("waiting");
            for (int i = 0; i < TRIES; i++) {
                assertThat(glanceAfterLooking(fifo)).isEqualTo(Sight.Nothing.UNCLEAR);
            }

            try (InputStream text =
                    Files.newInputStream(fifo)) { // had one been taken for a reader, none would write any more
                assertThat(text.readAllBytes()).asString().isEqualTo("text\n");
            }
        } finally {
            writer.destroy();
        }
    }

    @Test
    void namesOutsideAsciiAndTooLongOnesAreUnclear() throws IOException {
        write("größe", "content");

        assertThat(glanceAfterLooking(top.resolve("größe"))).isEqualTo(Sight.Nothing.UNCLEAR);
        assertThat(glance.look(top.resolve("x/".repeat(3_000)).toString(), root))
                .isEqualTo(Sight.Nothing.UNCLEAR);
        assertThat(glance.look(top.resolve("x".repeat(300)).toString(), root)).isEqualTo(Sight.Nothing.UNCLEAR);
    }

    @Test
    void afterItIsClosedEverythingIsUnclear() throws IOException {
        try (KernelGlance other = KernelGlance.open()) {
            assertThat(other.isAbsent(Path.of("/proc/self/nothing"))).isFalse();
        }
        glance.close();
        glance.close();

        assertThat(glanceAfterLooking(top.resolve("file"))).isEqualTo(Sight.Nothing.UNCLEAR);
        assertThat(glance.isAbsent(top.resolve("nothing"))).isFalse();
    }

    @Test
    void noDescriptorIsLeftOpen() throws IOException {
        Files.createSymbolicLink(top.resolve("up"), outside);
        long before = descriptors();

        for (int i = 0; i < TRIES; i++) {
            glance.look(top.resolve("file").toString(), root);
            glance.look(top.resolve("nothing").toString(), root);
            glance.look(top.resolve("up").toString(), root);
            glance.look(Path.of("/dev/zero").toString(), root);
            glance.isAbsent(top);
        }

        assertThat(descriptors()).isLessThan(before + TRIES); // others open some too
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    /** Glances after the kernel was made to look, again where memory was short in between. */
    private Sight look(Path path) {
        Sight sight = Sight.Nothing.UNCLEAR;
        for (int i = 0; sight == Sight.Nothing.UNCLEAR && i < TRIES; i++) {
            sight = glanceAfterLooking(path);
        }
        return sight;
    }

    private Sight glanceAfterLooking(Path path) {
        var unused = Files.exists(path);
        return glance.look(path.toString(), root);
    }

    private static String content(Sight sight) {
        assertThat(sight).isInstanceOf(Sight.Content.class);
        return StandardCharsets.UTF_8
                .decode(((Sight.Content) sight).bytes().slice())
                .toString();
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(top.resolve(name), content);
    }

    private static void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    }
}
