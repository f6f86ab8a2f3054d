package io.rtftp.guestfs.internal.spool;

import static io.rtftp.guestfs.internal.spool.Answered.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.guestfs.internal.time.VirtualTimeline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A spool that its filesystem limits, not its own limit. As with libguestfs, a part is there twice while it comes: what the fake disks copy
 * takes the room of {@link #capacity} for the piece and for its place in the file, and fails as soon as there is none.
 */
class SmallFilesystemTest {

    private static final int UNIT = Units.BYTES;

    @TempDir
    Path directory;

    private final VirtualTimeline time = new VirtualTimeline(0);
    private final Map<Path, BitSet> written = new HashMap<>(); // the units of each file
    private final List<String> failures = new ArrayList<>(); // of disks
    private final Deque<Runnable> later = new ArrayDeque<>(); // what the I/O thread has yet to do
    private boolean isIoBusy;
    private long capacity;
    private long pieceBytes;
    private int fullTimes;

    @Test
    void closedFilesGoWhereAPartHasRoomOnlyOnce() throws IOException {
        Spool spool = spool(20);
        Disk closed = new Disk(9, 1);
        Disk open = new Disk(9, 2);
        SpoolFile old = closed.in(spool);
        readToEnd(old, closed); // eleven units are left then, and ten when eight are asked for

        readToEnd(open.in(spool), open);

        assertThat(old.heldBytes()).isZero();
        assertThat(fullTimes).isZero();
    }

    @Test
    void aFileLargerThanTheFilesystemIsServedWithoutFillingIt() throws IOException {
        Spool spool = spool(10);
        Disk large = new Disk(50, 3);

        readToEnd(large.in(spool), large);

        assertThat(fullTimes).isZero();
    }

    @Test
    void noMoreClosedFilesGoThanMustThoughTheirDeletionIsYetToCome() throws IOException {
        Spool spool = spool(29);
        Disk first = new Disk(9, 4);
        Disk second = new Disk(9, 5);
        Disk open = new Disk(9, 6);
        SpoolFile longestAgo = first.in(spool);
        readToEnd(longestAgo, first);
        SpoolFile lately = second.in(spool);
        readToEnd(lately, second);
        OpenFile file = open.in(spool).open(() -> {});
        CompletionStage<ByteBuffer> read = file.read(0, UNIT);
        time.settle();

        isIoBusy = true;
        time.pass(Duration.ofMillis(1)); // the first unit has come, and eight are asked for
        isIoBusy = false;
        later.forEach(Runnable::run);
        time.pass(Duration.ofSeconds(1));

        assertThat(bytes(read)).isEqualTo(open.part(0, UNIT));
        assertThat(longestAgo.heldBytes()).isZero();
        assertThat(lately.heldBytes()).isEqualTo(9L * UNIT);
        assertThat(open.copies).containsExactly("0+1", "1+8");
        assertThat(fullTimes).isZero();
    }

    @Test
    void twoFilesThatComeAtOnceDoNotCountOnTheSameRoom() throws IOException {
        Spool spool = spool(19); // two units, and eight of one file twice: the other must wait
        Disk one = new Disk(9, 7);
        Disk other = new Disk(9, 8);
        CompletionStage<ByteBuffer> ofOne = one.in(spool).open(() -> {}).read(0, 9 * UNIT);
        CompletionStage<ByteBuffer> ofOther = other.in(spool).open(() -> {}).read(0, 9 * UNIT);

        time.pass(Duration.ofSeconds(1));

        assertThat(bytes(ofOne)).isEqualTo(one.content);
        assertThat(bytes(ofOther)).isEqualTo(other.content);
        assertThat(fullTimes).isZero();
    }

    @Test
    void aPartThatFindsTheFilesystemFullIsTriedAgainAsOneUnit() throws IOException {
        Spool spool = spool(40);
        Disk disk = new Disk(9, 9);
        OpenFile file = disk.in(spool).open(() -> {});
        CompletionStage<ByteBuffer> first = file.read(0, UNIT);
        time.pass(Duration.ofMillis(1));
        CompletionStage<ByteBuffer> last = file.read(8L * UNIT, UNIT);
        time.settle();

        capacity = 10L * UNIT; // somebody else takes the rest
        time.pass(Duration.ofSeconds(1));

        assertThat(bytes(first)).isEqualTo(disk.part(0, UNIT));
        assertThat(bytes(last)).isEqualTo(disk.part(8L * UNIT, UNIT));
        assertThat(disk.copies).startsWith("0+1", "1+8", "8+1");
        assertThat(fullTimes).isEqualTo(1);
        assertThat(failures).isEmpty();
    }

    private Spool spool(int units) {
        capacity = (long) units * UNIT;
        return new Spool(time, this::io, new Spool.Place(directory, this::usableBytes), Long.MAX_VALUE);
    }

    private void io(Runnable task) {
        if (isIoBusy) {
            later.add(task);
        } else {
            task.run();
        }
    }

    private long usableBytes() {
        long units = written.entrySet().stream()
                .filter(file -> Files.exists(file.getKey()))
                .mapToLong(file -> file.getValue().cardinality())
                .sum();
        return capacity - pieceBytes - units * UNIT;
    }

    /** Reads as a transfer does, block after block. */
    private void readToEnd(SpoolFile shared, Disk disk) throws IOException {
        OpenFile file = shared.open(() -> {});
        for (int from = 0; from < disk.content.length; from += UNIT / 2) {
            CompletionStage<ByteBuffer> read = file.read(from, UNIT / 2);
            time.pass(Duration.ofMillis(100));
            assertThat(bytes(read)).isEqualTo(disk.part(from, UNIT / 2));
        }
        file.close();
        time.settle();
    }

    /** A disk's file, of which a unit comes in a millisecond. */
    private final class Disk implements PartSource, SpoolFile.FileEvents {

        private final byte[] content;
        private final List<String> copies = new ArrayList<>(); // in units

        private Disk(int units, long seed) {
            content = new byte[units * UNIT];
            new Random(seed).nextBytes(content);
        }

        private SpoolFile in(Spool spool) {
            return spool.file(new SpoolFile.FileOrigin("disk lab7:/f", content.length), this, this);
        }

        private byte[] part(long position, int length) {
            byte[] part = new byte[length];
            System.arraycopy(content, (int) position, part, 0, length);
            return part;
        }

        @Override
        public CompletionStage<Void> copy(long position, int length, Path target, IntConsumer arrived) {
            copies.add(position / UNIT + "+" + length / UNIT);
            CompletableFuture<Void> done = new CompletableFuture<>();
            copyNext(new Part(position, length, target, arrived, done), 0);
            return done;
        }

        private void copyNext(Part part, int copied) {
            if (copied == part.length) {
                pieceBytes -= copied;
                part.done.complete(null);
                return;
            }
            time.after(1_000_000, () -> {
                if (usableBytes() < 2 * UNIT) {
                    fullTimes++;
                    pieceBytes -= copied;
                    part.done.completeExceptionally(new IOException("No space left on device"));
                    return;
                }
                pieceBytes += UNIT;
                write(part.target, part.position + copied);
                part.arrived.accept(copied + UNIT);
                copyNext(part, copied + UNIT);
            });
        }

        private void write(Path target, long position) {
            written.computeIfAbsent(target, unknown -> new BitSet()).set((int) (position / UNIT));
            try (FileChannel file = FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.wrap(part(position, UNIT)), position);
            } catch (IOException failed) {
                throw new AssertionError(failed);
            }
        }

        @Override
        public void fetched(int bytes) {}

        @Override
        public void failed(String reason) {
            failures.add(reason);
        }

        @Override
        public void changed() {}
    }

    private record Part(long position, int length, Path target, IntConsumer arrived, CompletableFuture<Void> done) {}
}
