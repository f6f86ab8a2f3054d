package io.rtftp.protocol.internal.transfer;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The part of the file that a transfer works on: pieces at multiples of {@link #PIECE_BYTES}, fetched ahead of the window and
 * dropped behind it. Pieces of fixed places let transfers of one file share them. It holds a window and two pieces, and for a
 * client that has to be sent more than a window, that.
 */
public final class ReadAhead {

    /** The bytes in a piece; the largest block (65464) touches two at most. */
    public static final int PIECE_BYTES = 65_536;

    private final long size;
    private final int piecesAhead;
    private final @Nullable ByteBuffer[] ring;
    private long firstPiece;
    private long endPiece;

    ReadAhead(TransferTerms terms) {
        this(terms.size(), terms.windowBytes(), (long) terms.blocksBeyondMost() * terms.blockSize());
    }

    ReadAhead(long size, long windowBytes, long bytesBeyond) {
        this.size = size;
        // What a window can touch; a small window leaves room for the next piece, so that it need not wait at the
        // border.
        this.piecesAhead = (int) (windowBytes / PIECE_BYTES + 2);
        this.ring =
                new ByteBuffer[(int) Math.min((windowBytes + bytesBeyond) / PIECE_BYTES + 2, size / PIECE_BYTES + 1)];
    }

    /** Nothing before {@code position} is needed any more; asks for what a window from there can touch. */
    void moveTo(long position, TransferOutput out) {
        long first = Math.min(position / PIECE_BYTES, pieces());
        for (; firstPiece < first; firstPiece++) {
            ring[slot(firstPiece)] = null;
        }
        fetch(firstPiece + piecesAhead, out);
    }

    /** Asks for what is missing before {@code position}, as far as there is room. */
    void fetchUpTo(long position, TransferOutput out) {
        fetch((position + PIECE_BYTES - 1) / PIECE_BYTES, out);
    }

    private void fetch(long end, TransferOutput out) {
        while (endPiece < Math.min(Math.min(end, firstPiece + ring.length), pieces())) {
            long from = endPiece * PIECE_BYTES;
            endPiece++; // before the order, which may be answered at once
            out.fetch(from, (int) Math.min(PIECE_BYTES, size - from));
        }
    }

    /** A piece is here; one that is no longer needed is dropped. */
    void onBytes(long position, ByteBuffer bytes) {
        long piece = position / PIECE_BYTES;
        if (piece >= firstPiece && piece < endPiece) {
            ring[slot(piece)] = bytes.slice(); // other transfers may read the same bytes
        }
    }

    /** Whether these bytes are all here. */
    boolean has(long position, int length) {
        if (length == 0) {
            return true;
        }
        long last = (position + length - 1) / PIECE_BYTES;
        for (long piece = position / PIECE_BYTES; piece <= last; piece++) {
            if (piece < firstPiece || piece >= endPiece || ring[slot(piece)] == null) {
                return false;
            }
        }
        return true;
    }

    /** Copies bytes that {@link #has} confirmed to the position of {@code target}. */
    public void copyTo(ByteBuffer target, long position, int length) {
        long from = position;
        long end = position + length;
        while (from < end) {
            ByteBuffer piece = ring[slot(from / PIECE_BYTES)];
            if (piece == null) {
                throw new IllegalStateException("no bytes at " + from);
            }
            int start = (int) (from % PIECE_BYTES);
            int count = (int) Math.min(PIECE_BYTES - start, end - from);
            piece.limit(start + count).position(start);
            target.put(piece);
            from += count;
        }
    }

    /** Forgets every piece and asks for none any more. */
    void close() {
        Arrays.fill(ring, null);
        firstPiece = pieces();
        endPiece = pieces();
    }

    private long pieces() {
        return (size + PIECE_BYTES - 1) / PIECE_BYTES;
    }

    private int slot(long piece) {
        return (int) (piece % ring.length);
    }
}
