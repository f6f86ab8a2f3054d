package io.rtftp.guestfs.internal.spool;

import static io.rtftp.guestfs.internal.spool.Answered.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.guestfs.internal.time.VirtualTimeline;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final int UNIT = Units.BYTES;

    @TempDir
    Path directory;

    private final VirtualTimeline time = new VirtualTimeline(Long.MAX_VALUE - 5);
    private final List<String> told = new ArrayList<>();
    private long usable = Long.MAX_VALUE;

    @Test
    void theFirstBlockWaitsForOneUnitAlone() throws IOException {
        FakeFile disk = new FakeFile(10 * UNIT, 1);
        OpenFile file = spool(100 * UNIT).file(disk.what(), disk, events()).open(() -> {});

        CompletionStage<ByteBuffer> first = file.read(0, 65_536);
        time.settle();
        time.pass(disk.perCopy);

        assertThat(bytes(first)).isEqualTo(disk.part(0, 65_536));
        assertThat(disk.copies).startsWith("0+" + UNIT);
    }

    @Test
    void aFileIsFetchedAheadOfItsReaderInGrowingParts() {
        FakeFile disk = new FakeFile(40 * UNIT + 7, 2);
        OpenFile file = spool(100 * UNIT).file(disk.what(), disk, events()).open(() -> {});

        var unused = file.read(0, 10);
        time.pass(Duration.ofMinutes(1));

        assertThat(disk.copies).containsExactly("0+" + UNIT, UNIT + "+" + 8 * UNIT, 9 * UNIT + "+" + (31 * UNIT + 7));
    }

    @Test
    void aBlockLeavesAsSoonAsItsBytesHaveArrivedThoughItsPartHasNot() throws IOException {
        FakeFile disk = new FakeFile(9 * UNIT, 15);
        disk.arrivals = 3; // of a part of eight units: two, four, six
        OpenFile file = spool(100 * UNIT).file(disk.what(), disk, events()).open(() -> {});
        var first = file.read(0, 10);
        time.settle();
        time.pass(disk.perCopy);
        assertThat(bytes(first)).isEqualTo(disk.part(0, 10));

        CompletionStage<ByteBuffer> fourth = file.read(3L * UNIT, UNIT);
        CompletionStage<ByteBuffer> sixth = file.read(5L * UNIT, UNIT);
        time.pass(disk.perCopy.dividedBy(2));

        assertThat(bytes(fourth)).isEqualTo(disk.part(3L * UNIT, UNIT));
        assertThat(sixth.toCompletableFuture()).isNotDone();
        time.pass(disk.perCopy);
        assertThat(bytes(sixth)).isEqualTo(disk.part(5L * UNIT, UNIT));
        assertThat(disk.copiedBytes).isEqualTo(9L * UNIT);
    }

    @Test
    void whatArrivedOfAPartThatFailedIsKeptAndCounted() throws IOException {
        FakeFile disk = new FakeFile(9 * UNIT, 16);
        disk.arrivals = 3;
        Spool spool = spool(100 * UNIT);
        OpenFile file = spool.file(disk.what(), disk, events()).open(() -> {});
        var first = file.read(0, 10);
        time.settle();
        time.pass(disk.perCopy);
        assertThat(bytes(first)).isEqualTo(disk.part(0, 10));

        disk.failure = "Input/output error";
        time.pass(disk.perCopy);

        CompletionStage<ByteBuffer> sixth = file.read(5L * UNIT, UNIT);
        CompletionStage<ByteBuffer> eighth = file.read(7L * UNIT, UNIT);
        time.settle();
        assertThat(bytes(sixth)).isEqualTo(disk.part(5L * UNIT, UNIT));
        assertThatThrownBy(() -> bytes(eighth)).hasMessage("disk lab7:/f: Input/output error");
        assertThat(spool.heldBytes()).isEqualTo(7L * UNIT);
    }

    @Test
    void whatAReaderWaitsForComesBeforeWhatIsAhead() throws IOException {
        FakeFile disk = new FakeFile(20 * UNIT, 3);
        OpenFile file = spool(100 * UNIT).file(disk.what(), disk, events()).open(() -> {});
        var first = file.read(0, 10);
        time.settle();

        CompletionStage<ByteBuffer> far = file.read(15L * UNIT + 5, 10);
        time.pass(disk.perCopy.multipliedBy(2));

        assertThat(bytes(far)).isEqualTo(disk.part(15L * UNIT + 5, 10));
        assertThat(bytes(first)).isEqualTo(disk.part(0, 10));
    }

    @Test
    void anyNumberOfReadersCostOneCopyOfEachByte() throws IOException {
        FakeFile disk = new FakeFile(9 * UNIT + 1, 4);
        SpoolFile shared = spool(100 * UNIT).file(disk.what(), disk, events());
        List<OpenFile> files =
                Stream.generate(() -> shared.open(() -> {})).limit(100).toList();

        List<CompletionStage<ByteBuffer>> reads =
                files.stream().map(file -> file.read(0, 9 * UNIT + 1)).toList();
        time.pass(Duration.ofMinutes(1));

        for (CompletionStage<ByteBuffer> read : reads) {
            assertThat(bytes(read)).isEqualTo(disk.content);
        }
        assertThat(disk.copiedBytes).isEqualTo(disk.content.length);
    }

    @Test
    void aFileLargerThanTheLimitIsServedWhole() throws IOException {
        FakeFile disk = new FakeFile(30 * UNIT + 3, 5);
        Spool spool = spool(4 * UNIT);
        OpenFile file = spool.file(disk.what(), disk, events()).open(() -> {});

        for (int from = 0; from < disk.content.length; from += 65_536) {
            int length = Math.min(65_536, disk.content.length - from);
            CompletionStage<ByteBuffer> read = file.read(from, length);
            time.pass(Duration.ofSeconds(1));
            assertThat(bytes(read)).isEqualTo(disk.part(from, length));
            assertThat(spool.heldBytes()).isLessThanOrEqualTo(4 * UNIT);
        }
    }

    @Test
    void twoReadersFarApartInAFileLargerThanTheLimitBothGetTheirBytes() throws IOException {
        FakeFile disk = new FakeFile(12 * UNIT, 6);
        SpoolFile shared = spool(2 * UNIT).file(disk.what(), disk, events());
        OpenFile one = shared.open(() -> {});
        OpenFile other = shared.open(() -> {});

        for (int unit = 0; unit < 12; unit++) {
            CompletionStage<ByteBuffer> ahead = one.read((long) unit * UNIT, UNIT);
            CompletionStage<ByteBuffer> back = other.read((11L - unit) * UNIT, UNIT);
            time.pass(Duration.ofSeconds(2));
            assertThat(bytes(ahead)).isEqualTo(disk.part((long) unit * UNIT, UNIT));
            assertThat(bytes(back)).isEqualTo(disk.part((11L - unit) * UNIT, UNIT));
        }
    }

    @Test
    void closedFilesGiveTheirSpaceToOpenOnesAndAreFetchedAgain() throws IOException {
        Spool spool = spool(5 * UNIT);
        FakeFile old = new FakeFile(3 * UNIT, 7);
        FakeFile next = new FakeFile(3 * UNIT, 8);
        SpoolFile oldFile = spool.file(old.what(), old, events());
        readAll(oldFile.open(() -> {}), old);

        readAll(spool.file(next.what(), next, events()).open(() -> {}), next);
        assertThat(oldFile.heldBytes()).isZero();

        readAll(oldFile.open(() -> {}), old);
        assertThat(old.copiedBytes).isEqualTo(6L * UNIT);
    }

    @Test
    void aFullFilesystemIsTheErrorOfTheReadAndNotOfTheDisk() throws IOException {
        FakeFile disk = new FakeFile(3 * UNIT, 9);
        SpoolFile shared = spool(100 * UNIT).file(disk.what(), disk, events());
        OpenFile file = shared.open(() -> {});
        usable = 100;

        CompletionStage<ByteBuffer> read = file.read(0, 10);
        time.pass(Duration.ofSeconds(1));
        assertThatThrownBy(() -> bytes(read)).hasMessageContaining("the spool is full: " + directory);
        assertThat(told).noneMatch(event -> event.startsWith("failed"));

        usable = Long.MAX_VALUE;
        CompletionStage<ByteBuffer> again = file.read(0, 10);
        time.pass(Duration.ofSeconds(1));
        assertThat(bytes(again)).isEqualTo(disk.part(0, 10));
    }

    @Test
    void aFilesystemThatFillsUpDuringACopyIsNoFaultOfTheDisk() {
        FakeFile disk = new FakeFile(3 * UNIT, 10);
        OpenFile file = spool(100 * UNIT).file(disk.what(), disk, events()).open(() -> {});
        disk.failure = "No space left on device";
        CompletionStage<ByteBuffer> read = file.read(0, 10);
        time.settle();
        usable = 0;
        time.pass(Duration.ofSeconds(1));

        assertThatThrownBy(() -> bytes(read)).hasMessageContaining("the spool is full");
        assertThat(told).noneMatch(event -> event.startsWith("failed"));
    }

    @Test
    void aDiskThatCanNotBeReadFailsItsReadsAndSaysSoOnce() throws IOException {
        FakeFile disk = new FakeFile(30 * UNIT, 11);
        OpenFile file = spool(100 * UNIT).file(disk.what(), disk, events()).open(() -> {});
        CompletionStage<ByteBuffer> good = file.read(0, 10);
        time.settle();
        time.pass(disk.perCopy);
        disk.failure = "Input/output error";
        CompletionStage<ByteBuffer> bad = file.read(20L * UNIT, 10);
        time.pass(Duration.ofSeconds(5));

        assertThat(bytes(good)).isEqualTo(disk.part(0, 10));
        assertThatThrownBy(() -> bytes(bad)).hasMessage("disk lab7:/f: Input/output error");
        assertThat(told).filteredOn(event -> event.startsWith("failed")).containsExactly("failed Input/output error");
        CompletionStage<ByteBuffer> here = file.read(5, 5);
        time.settle();
        assertThat(bytes(here)).isEqualTo(disk.part(5, 5));
    }

    @Test
    void aClosedFileFetchesNothingMoreAndReadsNothingMore() {
        FakeFile disk = new FakeFile(400 * UNIT, 12);
        OpenFile file = spool(1_000L * UNIT).file(disk.what(), disk, events()).open(() -> {});
        var unused = file.read(0, 10);
        time.settle();
        file.close();
        file.close();
        time.pass(Duration.ofMinutes(1));

        assertThat(disk.copies).hasSize(1);
        assertThatThrownBy(() -> bytes(file.read(0, 10))).hasMessageContaining("is closed");
    }

    @Test
    void anEmptyFileNeedsNoDisk() throws IOException {
        FakeFile disk = new FakeFile(0, 13);
        SpoolFile shared = spool(UNIT).file(disk.what(), disk, events());
        OpenFile file = shared.open(() -> {});

        assertThat(bytes(file.read(0, 100))).isEmpty();
        assertThat(shared.isSettled()).isTrue();
        assertThat(disk.copies).isEmpty();
    }

    @Test
    void droppedFilesLeaveNothingInTheDirectory() throws IOException {
        FakeFile disk = new FakeFile(3 * UNIT, 14);
        Spool spool = spool(100 * UNIT);
        SpoolFile shared = spool.file(disk.what(), disk, events());
        readAll(shared.open(() -> {}), disk);

        shared.drop();

        assertThat(spool.heldBytes()).isZero();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    private void readAll(OpenFile file, FakeFile disk) throws IOException {
        CompletionStage<ByteBuffer> read = file.read(0, disk.content.length);
        time.pass(Duration.ofMinutes(1));
        assertThat(bytes(read)).isEqualTo(disk.content);
        file.close();
        time.settle();
    }

    private Spool spool(long limitBytes) {
        return new Spool(time, Runnable::run, new Spool.Place(directory, () -> usable), limitBytes);
    }

    private SpoolFile.FileEvents events() {
        return new SpoolFile.FileEvents() {
            @Override
            public void fetched(int bytes) {
                told.add("fetched " + bytes);
            }

            @Override
            public void failed(String reason) {
                told.add("failed " + reason);
            }

            @Override
            public void changed() {
                told.add("changed");
            }
        };
    }

    /** A file of a disk whose copies take virtual time. */
    private final class FakeFile implements PartSource {

        private final byte[] content;
        private final Duration perCopy = Duration.ofMillis(100);
        private final List<String> copies = new ArrayList<>();
        private String failure = "";
        private int arrivals;
        private long copiedBytes;

        private FakeFile(int size, long seed) {
            content = new byte[size];
            new Random(seed).nextBytes(content);
        }

        private SpoolFile.FileOrigin what() {
            return new SpoolFile.FileOrigin("disk lab7:/f", content.length);
        }

        private byte[] part(long position, int length) {
            byte[] part = new byte[length];
            System.arraycopy(content, (int) position, part, 0, length);
            return part;
        }

        @Override
        public CompletionStage<Void> copy(long position, int length, Path target, IntConsumer arrived) {
            copies.add(position + "+" + length);
            for (int done = 1; done <= arrivals; done++) {
                int bytes = (int) ((long) length * done / (arrivals + 1));
                time.after(perCopy.toNanos() * done / (arrivals + 1), () -> {
                    write(position, bytes, target);
                    arrived.accept(bytes);
                });
            }
            CompletableFuture<Void> done = new CompletableFuture<>();
            time.after(perCopy.toNanos(), () -> {
                if (failure.isEmpty()) {
                    write(position, length, target);
                    copiedBytes += length;
                    done.complete(null);
                } else {
                    done.completeExceptionally(new IOException(failure));
                }
            });
            return done;
        }

        private void write(long position, int length, Path target) {
            try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw")) {
                file.seek(position);
                file.write(content, (int) position, length);
            } catch (IOException failed) {
                throw new AssertionError(failed);
            }
        }
    }
}
