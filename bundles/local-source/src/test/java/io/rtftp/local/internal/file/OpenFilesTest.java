package io.rtftp.local.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.api.file.DiskThread;
import io.rtftp.api.file.ServedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk's thread is this test's: what is given to it waits until the test lets it work. */
@NullMarked
class OpenFilesTest {

    private static final int CHUNK = SharedFile.CHUNK_BYTES;

    private final Path root;
    private final Path file;
    private final Deque<Runnable> disk = new ArrayDeque<>();
    private final OpenFiles files = new OpenFiles(disk::add, 2L * CHUNK);

    OpenFilesTest(@TempDir Path directory) throws IOException {
        root = directory.toRealPath();
        file = Files.writeString(root.resolve("kernel"), "old kernel");
    }

    @Test
    void openingTheSameContentTwiceOpensOneChannelAndTheLastCloseClosesIt() throws IOException {
        ServedFile first = open();
        ServedFile second = open();
        assertThat(descriptors()).isEqualTo(1);

        first.close();
        work();
        assertThat(descriptors()).isEqualTo(1);
        second.close();
        work();

        assertThat(descriptors()).isZero();
        assertThat(files.channels()).isZero();
        assertThat(files.cachedBytes()).isZero();
    }

    @Test
    void aSmallFileIsReadWhenItIsOpened() throws IOException {
        ServedFile small = open();
        work();

        assertThat(small.read(0, 3)).isCompletedWithValueMatching(bytes -> bytes.remaining() == 3);
        assertThat(disk).isEmpty();
    }

    @Test
    void closingTwiceLetsGoOnce() throws IOException {
        ServedFile first = open();
        ServedFile second = open();
        first.close();
        first.close();
        work();

        assertThat(text(second.read(0, 3))).isEqualTo("old");
    }

    @Test
    void aThousandReadersOfOneFileReadItOnceAndHoldItOnce() throws IOException {
        List<CompletionStage<ByteBuffer>> reads = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            reads.add(open().read(0, 10));
        }
        assertThat(disk).hasSize(1);
        work();

        assertThat(reads).allSatisfy(read -> assertThat(text(read)).isEqualTo("old kernel"));
        assertThat(files.cachedBytes()).isEqualTo(10);
        assertThat(descriptors()).isEqualTo(1);
    }

    @Test
    void whatIsKeptIsBoundedAndWhatWentIsReadAgain() throws IOException {
        byte[] content = new byte[5 * CHUNK];
        Arrays.fill(content, (byte) 'x');
        content[1] = 'y';
        Files.write(file, content);
        ServedFile open = open();
        for (int chunk = 0; chunk < 5; chunk++) {
            assertThat(text(open.read((long) chunk * CHUNK, 2))).isEqualTo(chunk == 0 ? "xy" : "xx");
            assertThat(files.cachedBytes()).isLessThanOrEqualTo(2L * CHUNK);
        }

        assertThat(text(open.read(0, 2))).isEqualTo("xy");
    }

    @Test
    void whatWentIsFoundAgainForAsLongAsATransferHoldsIt() throws IOException {
        Files.write(file, new byte[5 * CHUNK]);
        ServedFile open = open();
        ByteBuffer held = read(open.read(0, CHUNK));
        for (int chunk = 1; chunk < 5; chunk++) {
            read(open.read((long) chunk * CHUNK, CHUNK));
        }
        assertThat(files.cachedBytes()).isEqualTo(2L * CHUNK);

        assertThat(open.read(7, 10)).isCompletedWithValueMatching(again -> again.remaining() == 10);

        assertThat(disk).isEmpty();
        assertThat(held.remaining()).isEqualTo(CHUNK);
    }

    @Test
    void ofACrowdEachHoldsLess() throws IOException {
        Files.write(file, new byte[2 * CHUNK]);
        ServedFile open = open();
        read(open.read(0, 10));
        assertThat(files.cachedBytes()).isEqualTo(CHUNK);

        for (int i = 0; i < 1_000; i++) {
            open();
        }
        read(open.read(CHUNK, 10));
        assertThat(files.cachedBytes()).isEqualTo(CHUNK + CHUNK / 4);
        assertThat(read(open.read(CHUNK + CHUNK / 4 - 5, 10)).remaining()).isEqualTo(10);
    }

    @Test
    void aFileThatIsReadOnAndOnLetsOthersPass() throws Exception {
        Files.write(file, new byte[2 * CHUNK]);
        ServedFile open = open();
        List<String> order = new CopyOnWriteArrayList<>();
        var unused = open.read(0, CHUNK)
                .thenCompose(first -> open.read(CHUNK, CHUNK))
                .thenRun(() -> order.add("the whole file"));
        disk.add(() -> order.add("another's"));

        Thread waiting = new WaitingThread(this::work);
        waiting.start();
        waiting.join();

        assertThat(order).containsExactly("another's", "the whole file");
    }

    @Test
    void nobodyHasToWaitForWhatIsBeingRead() throws IOException {
        List<OpenFiles> all = new ArrayList<>();
        Executor queue = read -> {
            assertThat(CompletableFuture.supplyAsync(all.get(0)::cachedBytes)).succeedsWithin(Duration.ofSeconds(30));
            read.run();
        };
        OpenFiles opened = new OpenFiles(queue, CHUNK);
        all.add(opened);

        ServedFile open = opened.open(root, file, Files.readAttributes(file, BasicFileAttributes.class), "kernel")
                .orElseThrow();

        assertThat(text(open.read(0, 3))).isEqualTo("old");
        open.close();
    }

    @Test
    void aFileThatIsRenamedOverGoesOnFromTheOldInode() throws IOException {
        ServedFile old = open();
        Path fresh = Files.writeString(root.resolve("kernel.new"), "new kernel");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(text(open().read(0, 10))).isEqualTo("new kernel");
        assertThat(text(old.read(0, 10))).isEqualTo("old kernel");
    }

    @Test
    void aFileThatIsDeletedGoesOn() throws IOException {
        ServedFile open = open();
        Files.delete(file);

        assertThat(text(open.read(0, 10))).isEqualTo("old kernel");
    }

    @Test
    void aFileThatBecameShorterSaysSo() throws IOException {
        ServedFile open = open();
        Files.writeString(file, "old", StandardOpenOption.TRUNCATE_EXISTING);

        assertChanged(open, "it ends at byte 3");
    }

    @Test
    void aFileThatGrewSaysSo() throws IOException {
        ServedFile open = open();
        Files.writeString(file, "!", StandardOpenOption.APPEND);

        assertChanged(open, "it has 11 bytes now");
    }

    @Test
    void aFileThatWasWrittenOverSaysSo() throws IOException {
        ServedFile open = open();
        Files.writeString(file, "new kernel");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));

        assertChanged(open, "it was modified at 1970-01-01T00:00:01Z");
    }

    @Test
    void onceAFileHasChangedNothingOfItIsGivenOutAndTheNextOneToOpenItGetsTheNewContent() throws IOException {
        Files.write(file, new byte[2 * CHUNK]);
        ServedFile open = open();
        assertThat(text(open.read(0, 1))).isEqualTo("\0");
        Files.writeString(file, "x", StandardOpenOption.APPEND);
        assertChanged(open, "it has 524289 bytes now");

        assertThatThrownBy(() -> read(open.read(0, 1))).hasRootCauseInstanceOf(IOException.class);
        assertThat(text(open().read(2L * CHUNK, 1))).isEqualTo("x");
    }

    @Test
    void aReadOutsideTheFileIsAMistakeOfTheCaller() throws IOException {
        ServedFile open = open();

        assertThatThrownBy(() -> read(open.read(11, 1))).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> read(open.read(-1, 1))).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> read(open.read(0, -1))).hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsClosedForEverybodySaysWhy() throws IOException {
        ServedFile open = open();
        files.closeAll("local-source was stopped");

        assertThatThrownBy(() -> read(open.read(0, 1)))
                .hasRootCauseMessage("kernel can't be read: local-source was stopped");
        work();
        assertThat(descriptors()).isZero();
    }

    @Test
    void aDirectoryIsNoFile() throws IOException {
        Files.createDirectory(root.resolve("boot"));

        assertThat(open(root.resolve("boot"), "boot")).isEmpty();
        assertThat(open(root, "the root")).isEmpty();
    }

    private Optional<ServedFile> open(Path path, String origin) throws IOException {
        return files.open(root, path, Files.readAttributes(path, BasicFileAttributes.class), origin);
    }

    private ServedFile open() throws IOException {
        return open(file, "kernel").orElseThrow();
    }

    private void assertChanged(ServedFile open, String how) {
        long last = open.size() - 1;
        assertThatThrownBy(() -> read(open.read(last, 1)))
                .hasRootCauseInstanceOf(IOException.class)
                .hasRootCauseMessage(file + " was changed while it was sent: it had " + open.size()
                        + " bytes when it was opened, and " + how);
    }

    private ByteBuffer read(CompletionStage<ByteBuffer> read) {
        work();
        assertThat(read.toCompletableFuture()).isDone();
        return read.toCompletableFuture().join();
    }

    private String text(CompletionStage<ByteBuffer> read) {
        return StandardCharsets.UTF_8.decode(read(read).slice()).toString();
    }

    /** A thread that waits for the disk, on which other reads could be made at once. */
    private static final class WaitingThread extends Thread implements DiskThread {

        WaitingThread(Runnable work) {
            super(work);
        }
    }

    /** The disk does what it was told to. */
    private void work() {
        for (Runnable task = disk.poll(); task != null; task = disk.poll()) {
            task.run();
        }
    }

    /** How many descriptors this process has open on files of the root. */
    private long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(this::leadsIntoRoot).count();
        }
    }

    private boolean leadsIntoRoot(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(root);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
