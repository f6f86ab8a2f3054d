package io.rtftp.protocol.internal.transfer;

import static io.rtftp.protocol.internal.transfer.ReadAhead.PIECE_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Pieces of a file, fetched ahead of the window and dropped behind it. */
@NullMarked
class ReadAheadTest {

    private static final int PIECE = PIECE_BYTES;

    private final Fetches fetches = new Fetches();

    @Test
    void piecesBeginAtMultiplesOfTheirSizeSoThatTransfersCanShareThem() {
        new ReadAhead(2 * PIECE + 100, 1_000_000, 0).moveTo(0, fetches);

        assertThat(fetches.asked).containsExactly("0+65536", "65536+65536", "131072+100");
    }

    @Test
    void aFileThatEndsWithAPieceHasNoEmptyPiece() {
        new ReadAhead(2 * PIECE, 1_000_000, 0).moveTo(0, fetches);

        assertThat(fetches.asked).containsExactly("0+65536", "65536+65536");
    }

    @Test
    void anEmptyFileAsksForNothingAndHasAllOfIt() {
        ReadAhead bytes = new ReadAhead(0, 512, 0);
        bytes.moveTo(0, fetches);

        assertThat(fetches.asked).isEmpty();
        assertThat(bytes.has(0, 0)).isTrue();
    }

    @Test
    void noMoreIsAskedForThanAWindowAndTwoPieces() {
        new ReadAhead(1L << 40, 512, 0).moveTo(0, fetches);
        assertThat(fetches.asked).hasSize(2);
    }

    @Test
    void thePieceBehindIsDroppedAndTheNextAskedFor() {
        ReadAhead bytes = new ReadAhead(10 * PIECE, 512, 0);
        bytes.moveTo(0, fetches);
        bytes.onBytes(0, TransferBench.content(0, PIECE));
        fetches.asked.clear();

        bytes.moveTo(PIECE - 1, fetches);
        assertThat(fetches.asked).isEmpty();
        assertThat(bytes.has(PIECE - 1, 1)).isTrue();

        bytes.moveTo(PIECE, fetches);
        assertThat(fetches.asked).containsExactly("131072+65536");
        assertThat(bytes.has(PIECE - 1, 1)).isFalse();
    }

    @Test
    void bytesAreHereOnlyWhenEveryPieceTheyTouchIs() {
        ReadAhead bytes = new ReadAhead(3 * PIECE, 3 * PIECE, 0);
        bytes.moveTo(0, fetches);
        bytes.onBytes(0, TransferBench.content(0, PIECE));

        assertThat(bytes.has(PIECE - 10, 10)).isTrue();
        assertThat(bytes.has(PIECE - 10, 11)).isFalse();
        bytes.onBytes(PIECE, TransferBench.content(PIECE, PIECE));
        assertThat(bytes.has(PIECE - 10, 11)).isTrue();
    }

    @Test
    void aPieceNobodyAskedForIsNotKept() {
        ReadAhead bytes = new ReadAhead(10 * PIECE, 512, 0);
        bytes.moveTo(0, fetches);

        bytes.onBytes(5 * PIECE, TransferBench.content(5 * PIECE, PIECE));

        assertThat(bytes.has(5 * PIECE, 1)).isFalse();
    }

    @Test
    void aPieceThatComesTooLateIsNotTakenForTheOneInItsPlace() {
        ReadAhead bytes = new ReadAhead(10 * PIECE, 512, 0);
        bytes.moveTo(0, fetches);
        bytes.moveTo(2 * PIECE, fetches);

        bytes.onBytes(0, TransferBench.content(0, PIECE));

        assertThat(bytes.has(2 * PIECE, 1)).isFalse();
    }

    @Test
    void bytesThatAreNotHereCannotBeCopied() {
        ReadAhead bytes = new ReadAhead(PIECE, 512, 0);
        bytes.moveTo(0, fetches);

        assertThatThrownBy(() -> bytes.copyTo(ByteBuffer.allocate(1), 0, 1)).hasMessage("no bytes at 0");
    }

    @Test
    void aPieceThatOthersReadAtTheSameTimeKeepsItsOwnPosition() {
        ByteBuffer shared = TransferBench.content(0, 1_000);
        ReadAhead bytes = new ReadAhead(1_000, 512, 0);
        bytes.moveTo(0, fetches);
        bytes.onBytes(0, shared);

        bytes.copyTo(ByteBuffer.allocate(100), 300, 100);

        assertThat(shared.position()).isZero();
        assertThat(shared.limit()).isEqualTo(1_000);
    }

    @Test
    void onceClosedItHoldsAndAsksForNothing() {
        ReadAhead bytes = new ReadAhead(10 * PIECE, 512, 0);
        bytes.moveTo(0, fetches);
        bytes.onBytes(0, TransferBench.content(0, PIECE));
        fetches.asked.clear();

        bytes.close();
        bytes.moveTo(PIECE, fetches);
        bytes.onBytes(PIECE, TransferBench.content(PIECE, PIECE));

        assertThat(fetches.asked).isEmpty();
        assertThat(bytes.has(0, 1)).isFalse();
        assertThat(bytes.has(PIECE, 1)).isFalse();
    }

    @Property(tries = 300)
    void everyWindowOfEveryFileCanBeHeldAndIsTheFile(
            @ForAll @IntRange(max = 400_000) int size,
            @ForAll @IntRange(min = 1, max = 65_464) int blockSize,
            @ForAll @IntRange(min = 1, max = 4) int windowSize,
            @ForAll @IntRange(max = 400_000) int anywhere) {
        long window = (long) blockSize * windowSize;
        int position = Math.min(anywhere, size);
        int length = (int) Math.min(window, size - position);
        ReadAhead bytes = new ReadAhead(size, window, 0);
        fetches.answering = bytes;
        bytes.moveTo(position, fetches);

        assertThat(bytes.has(position, length)).isTrue();
        ByteBuffer copy = ByteBuffer.allocate(length);
        bytes.copyTo(copy, position, length);
        assertThat(copy.flip()).isEqualTo(TransferBench.content(position, length));
        assertThat(fetches.heldBytes).isLessThanOrEqualTo(window + 2 * PIECE);
        fetches.heldBytes = 0;
    }

    /** Writes down what is asked for, and answers it where {@code answering} is set. */
    private static final class Fetches implements TransferOutput {

        private final List<String> asked = new ArrayList<>();
        private ReadAhead answering = new ReadAhead(0, 1, 0);
        private long heldBytes;

        @Override
        public void fetch(long position, int length) {
            asked.add(position + "+" + length);
            answering.onBytes(position, TransferBench.content(position, length));
            heldBytes += answering.has(position, length) ? length : 0;
        }

        @Override
        public void sendOptionAck() {
            throw new AssertionError("only fetches");
        }

        @Override
        public void sendData(int block, ReadAhead bytes, long position, int length) {
            throw new AssertionError("only fetches");
        }

        @Override
        public void ended(Outcome outcome) {
            throw new AssertionError("only fetches");
        }
    }
}
