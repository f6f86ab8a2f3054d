package io.rtftp.watcher.internal.root;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.watch.RootListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real files, real inotify; the backstop is an hour away, so that nothing is found by it. */
@Timeout(300)
class RootWatcherTest {

    private static final Pace NO_BACKSTOP = new Pace(Duration.ofHours(1), Duration.ofMillis(20));

    @TempDir
    private Path tmp;

    private final Heard heard = new Heard();
    private Path root;
    private RootWatcher watcher;
    private int markers;

    @BeforeEach
    void start() throws IOException {
        root = Files.createDirectory(tmp.resolve("root"));
        watcher = new RootWatcher(root, NO_BACKSTOP, System::nanoTime);
    }

    @AfterEach
    void stop() {
        watcher.close();
    }

    private void watch() throws Exception {
        watcher.start().join(heard);
        settle();
    }

    private Path write(String name, String content) throws IOException {
        Path unfinished = Files.writeString(root.resolve(".unfinished"), content);
        return Files.move(unfinished, root.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Everything done before has been looked at when this returns: a file made now has been heard of. */
    private void settle() throws Exception {
        String marker = "127.0.0." + ++markers + ".nbd";
        write(marker, "marker");
        Files.writeString(root.resolve(marker), "0");
        assertThat(heard.next()).isEqualTo("present " + marker + " 0");
    }

    @Test
    void whatIsThereAtStartIsTold() throws Exception {
        write("10.0.0.1.nbd", "{}");

        watcher.start().join(heard);

        assertThat(heard.next()).isEqualTo("present 10.0.0.1.nbd {}");
    }

    @Test
    void aFileRenamedIntoPlaceOverAndAwayIsPresentPresentGone() throws Exception {
        watch();

        write("10.0.0.1.nbd", "{\"a\":1}");
        assertThat(heard.next()).isEqualTo("present 10.0.0.1.nbd {\"a\":1}");
        write("10.0.0.1.nbd", "{\"a\":2}");
        assertThat(heard.next()).isEqualTo("present 10.0.0.1.nbd {\"a\":2}");
        Files.move(root.resolve("10.0.0.1.nbd"), tmp.resolve("elsewhere"));
        assertThat(heard.next()).isEqualTo("gone 10.0.0.1.nbd");
    }

    @Test
    void aFileWrittenByteByByteIsToldWhenItsLastByteIsThere() throws Exception {
        watch();
        byte[] json = "{\"url\":1}".getBytes(StandardCharsets.UTF_8);

        try (OutputStream out = Files.newOutputStream(root.resolve("10.0.0.1.nbd"))) {
            for (int i = 0; i < json.length - 1; i++) {
                out.write(json[i]);
                settle(); // fails when anything is told of the half-written file
            }
            out.write(json[json.length - 1]);

            assertThat(heard.next()).isEqualTo("present 10.0.0.1.nbd {\"url\":1}");
        }
    }

    @Test
    void threeHundredFilesAtOnceAreAllTold() throws Exception {
        watch();

        for (int i = 0; i < 300; i++) {
            write("10.0." + i / 250 + "." + i % 250 + ".nbd", "{\"n\":" + i + "}");
        }

        assertThat(heard.next(300))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 300)
                        .mapToObj(i -> "present 10.0." + i / 250 + "." + i % 250 + ".nbd {\"n\":" + i + "}")
                        .toList());
    }

    @Test
    void anEditorThatMovesAwayAndWritesAnewChangesTheFile() throws Exception {
        Holder holder = Holder.join(watcher);
        watch();
        Path file = write("10.0.0.1.nbd", "{\"a\":1}");
        holder.busy.await();

        Files.move(file, root.resolve("10.0.0.1.nbd~"));
        Files.writeString(file, "{\"a\":2}");
        holder.go.countDown();

        assertThat(heard.next(2)).containsExactly("present 10.0.0.1.nbd {\"a\":1}", "present 10.0.0.1.nbd {\"a\":2}");
        settle();
    }

    @Test
    void aTouchedFileIsNotToldAgain() throws Exception {
        watch();
        Path file = write("10.0.0.1.nbd", "{}");
        assertThat(heard.next()).isEqualTo("present 10.0.0.1.nbd {}");

        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        write("10.0.0.1.nbd", "{}");

        settle();
    }

    @Test
    void anInvalidFileIsToldWithItsPlaceAndAgainWhenCorrected() throws Exception {
        watch();

        write("10.0.0.1.nbd", "{ \"url\": 1,\n  oops }");

        assertThat(heard.next()).startsWith("invalid 10.0.0.1.nbd line 2, column ");
        write("10.0.0.1.nbd", "{}");
        assertThat(heard.next()).isEqualTo("present 10.0.0.1.nbd {}");
    }

    @Test
    void moreEventsThanTheQueueHoldsLoseNothing() throws Exception {
        Holder holder = Holder.join(watcher);
        watch();
        write("10.0.0.1.nbd", "{}");
        holder.busy.await();

        for (int i = 0; i < 2000; i++) { // the JDK keeps 512 of a directory, then OVERFLOW alone
            Files.writeString(root.resolve("noise" + i), "");
        }
        write("10.0.0.2.nbd", "{}");
        holder.go.countDown();

        assertThat(heard.next(2)).containsExactly("present 10.0.0.1.nbd {}", "present 10.0.0.2.nbd {}");
    }

    /** Keeps the watcher's thread when it hears of 10.0.0.1, so that what is done meanwhile is seen at one look. */
    private record Holder(CountDownLatch busy, CountDownLatch go) implements RootListener {

        static Holder join(RootWatcher watcher) {
            Holder holder = new Holder(new CountDownLatch(1), new CountDownLatch(1));
            watcher.join(holder);
            return holder;
        }

        @Override
        public void filePresent(Path file, String json) {
            if (file.endsWith("10.0.0.1.nbd")) {
                busy.countDown();
                try {
                    go.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public void fileInvalid(Path file, String reason) {}

        @Override
        public void fileGone(Path file) {}
    }

    @Test
    void aRootRemovedAndMadeAgainIsWatchedAgain() throws Exception {
        watch();
        write("10.0.0.1.nbd", "{}");
        heard.next();

        remove(root);
        assertThat(heard.next(2)).containsExactlyInAnyOrder("gone 10.0.0.1.nbd", "gone 127.0.0.1.nbd");
        Files.createDirectory(root);
        write("10.0.0.2.nbd", "{}");

        assertThat(heard.next()).isEqualTo("present 10.0.0.2.nbd {}");
        settle();
    }

    @Test
    void aRootThatIsThereLaterIsFound() throws Exception {
        Files.delete(root);
        watcher.start().join(heard);

        Files.createDirectory(root);
        write("10.0.0.1.nbd", "{}");

        assertThat(heard.next()).isEqualTo("present 10.0.0.1.nbd {}");
    }

    @Test
    void aRootRenamedAwayWithAnotherInItsPlaceIsNoticed() throws Exception {
        watcher.close();
        watcher = new RootWatcher(root, new Pace(Duration.ofMillis(50), Duration.ofMillis(20)), System::nanoTime);
        Holder holder = Holder.join(watcher);
        watch();
        Path next = Files.createDirectory(tmp.resolve("next"));
        for (String name : List.of("127.0.0.1.nbd", "10.0.0.1.nbd", "10.0.0.2.nbd")) {
            Files.writeString(next.resolve(name), "0");
        }
        write("10.0.0.1.nbd", "0");
        holder.busy.await();

        Files.move(root, tmp.resolve("previous"));
        Files.move(next, root);
        holder.go.countDown();

        assertThat(heard.next(2)).containsExactly("present 10.0.0.1.nbd 0", "present 10.0.0.2.nbd 0");
        settle();
    }

    @Test
    void aNewListenerHearsOfEverythingThatIsThere() throws Exception {
        watch();
        write("10.0.0.1.nbd", "{}");
        heard.next();
        Heard newcomer = new Heard();

        watcher.join(newcomer);

        assertThat(newcomer.next(2)).containsExactly("present 10.0.0.1.nbd {}", "present 127.0.0.1.nbd 0");
        settle();
    }

    @Test
    void aListenerThatLeftHearsNothingMore() throws Exception {
        Heard left = new Heard();
        watcher.join(left);
        watch();
        left.next();

        watcher.leave(left);
        settle();

        assertThat(left.soFar()).isEmpty();
    }

    @Test
    void anotherRootMeansGoneThereAndPresentHere() throws Exception {
        watch();
        root = Files.createDirectory(tmp.resolve("other"));
        write("10.0.0.1.nbd", "{}");

        watcher.root(root);

        assertThat(heard.next(2)).containsExactly("gone 127.0.0.1.nbd", "present 10.0.0.1.nbd {}");
        settle();
    }

    @Test
    void aChangeBehindASymbolicLinkIsFoundByTheBackstop() throws Exception {
        watcher.close();
        watcher = new RootWatcher(root, new Pace(Duration.ofMillis(50), Duration.ofMillis(20)), System::nanoTime);
        watch();
        Path golden = Files.writeString(tmp.resolve("golden"), "{\"a\":1}");
        Files.createSymbolicLink(root.resolve("10.0.0.1.nbd"), golden);
        assertThat(heard.next()).isEqualTo("present 10.0.0.1.nbd {\"a\":1}");

        Files.writeString(golden, "{\"a\":2}");

        assertThat(heard.next()).isEqualTo("present 10.0.0.1.nbd {\"a\":2}");
    }

    @Test
    void whatIsNoDescriptionIsNeverTold() throws Exception {
        watch();
        for (String name : List.of("10.0.0.1.nbd~", ".#10.0.0.1.nbd", "lab.nbd", "010.0.0.1.nbd", "vmlinuz")) {
            write(name, "{}");
        }
        Files.writeString(Files.createDirectory(root.resolve("default")).resolve("10.0.0.1.nbd"), "{}");

        settle();
    }

    @Test
    void aClosedWatcherHasNoThreadAndTellsNothing() throws Exception {
        watch();
        assertThat(threadNames()).contains("rtftp-watcher");

        watcher.close();
        write("10.0.0.1.nbd", "{}");

        assertThat(threadNames()).doesNotContain("rtftp-watcher");
        assertThat(heard.soFar()).isEmpty();
    }

    private static List<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    private static void remove(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            for (Path entry : entries.toList()) {
                Files.delete(entry);
            }
        }
        Files.delete(directory);
    }
}
