package io.rtftp.protocol.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/**
 * A transfer driven by hand in virtual time. What it orders is written down as text, blocks that follow one another as one run:
 * {@code OACK}, {@code DATA 1-4}, {@code DATA 5 of 100 bytes}, {@code fetch 65536+1000}, {@code ended COMPLETED}. Every byte that
 * goes out is compared with the file.
 */
@NullMarked
final class TransferBench implements TransferOutput {

    static final long MILLISECOND = 1_000_000L;
    static final long SECOND = 1_000_000_000L;

    /** The server's own times: 1 s growing to 5 s, five retransmissions. */
    static final Pacing SERVER_PACING = Pacing.ofServer(SECOND, 5);

    private final TransferTerms terms;
    private final ReadTransfer transfer;
    private final List<String> orders = new ArrayList<>();
    private final Deque<Piece> unread = new ArrayDeque<>();
    private int run;
    private boolean holdsBack;
    private boolean fails;
    private boolean tellsFetches;
    private long nowNanos;
    private int lastSent;

    TransferBench(TransferTerms terms) {
        this.terms = terms;
        this.transfer = new ReadTransfer(terms, this);
    }

    private record Piece(long position, int length) {}

    /** Blocks of 512 bytes in lock step, no option granted: what RFC 1350 knows. */
    static TransferBench plain(long size) {
        return new TransferBench(new TransferTerms(size, 512, 1, false, SERVER_PACING));
    }

    /** Options were granted. */
    static TransferBench negotiated(long size, int blockSize, int windowSize) {
        return new TransferBench(new TransferTerms(size, blockSize, windowSize, true, SERVER_PACING));
    }

    /** The byte of the file at {@code position}; no two pieces or blocks are alike. */
    static byte contentAt(long position) {
        return (byte) (position * 31 + position / 251 + position / 65_536);
    }

    static ByteBuffer content(long position, int length) {
        ByteBuffer content = ByteBuffer.allocate(length);
        for (int i = 0; i < length; i++) {
            content.put(i, contentAt(position + i));
        }
        return content.asReadOnlyBuffer();
    }

    /** Reads are answered by {@link #deliver} from now on, not at once. */
    TransferBench holdingBack() {
        holdsBack = true;
        return this;
    }

    /** Reads fail at once from now on. */
    TransferBench failing() {
        fails = true;
        return this;
    }

    /** Fetches are written down too. */
    TransferBench tellingFetches() {
        tellsFetches = true;
        return this;
    }

    /** The clock shows this. */
    TransferBench at(long beganNanos) {
        nowNanos = beganNanos;
        return this;
    }

    TransferBench start() {
        transfer.start(nowNanos);
        return this;
    }

    /** The client acknowledged the OACK, and what that led to is forgotten. */
    TransferBench begun() {
        start().ack(0).orders();
        return this;
    }

    TransferBench ack(int... wireBlocks) {
        for (int wireBlock : wireBlocks) {
            transfer.onAck(wireBlock, nowNanos);
        }
        return this;
    }

    TransferBench requestAgain() {
        transfer.onRepeatedRequest(nowNanos);
        return this;
    }

    TransferBench error() {
        transfer.onError();
        return this;
    }

    /** Delivers the oldest piece that was asked for and not delivered. */
    TransferBench deliver() {
        Piece piece = unread.remove();
        transfer.onBytes(piece.position, content(piece.position, piece.length), nowNanos);
        return this;
    }

    /** Time passes, and the transfer is told so once, at its end. */
    TransferBench pass(long nanos) {
        nowNanos += nanos;
        transfer.onTime(nowNanos);
        return this;
    }

    /** Time passes up to the transfer's deadline; returns how much. */
    long passToDeadline() {
        assertThat(transfer.isWaiting()).as("an answer is due").isTrue();
        long nanos = transfer.deadlineNanos() - nowNanos;
        pass(nanos);
        return nanos;
    }

    ReadTransfer transfer() {
        return transfer;
    }

    long nowNanos() {
        return nowNanos;
    }

    /** The last block acknowledged. */
    long acknowledged() {
        return (transfer.acknowledgedBytes() + terms.blockSize() - 1) / terms.blockSize();
    }

    /** The number of the block that was sent last; the OACK counts as 0. */
    int lastSent() {
        return lastSent;
    }

    int undelivered() {
        return unread.size();
    }

    /** What was ordered since last asked. */
    List<String> orders() {
        List<String> since = List.copyOf(orders);
        orders.clear();
        return since;
    }

    @Override
    public void sendOptionAck() {
        orders.add("OACK");
    }

    @Override
    public void sendData(int block, ReadAhead bytes, long position, int length) {
        ByteBuffer sent = ByteBuffer.allocate(length + 1);
        bytes.copyTo(sent, position, length);
        assertThat(sent.flip()).as("block %s", block).isEqualTo(content(position, length));
        lastSent = block;
        int last = orders.size() - 1;
        if (length < terms.blockSize()) {
            orders.add("DATA " + block + " of " + length + " bytes");
        } else if (last >= 0 && orders.get(last).equals(text(block - 1))) {
            run++;
            orders.set(last, text(block));
        } else {
            run = 1;
            orders.add(text(block));
        }
    }

    private String text(int lastOfRun) {
        return run > 1 ? "DATA " + (lastOfRun - run + 1) + "-" + lastOfRun : "DATA " + lastOfRun;
    }

    @Override
    public void fetch(long position, int length) {
        if (tellsFetches) {
            orders.add("fetch " + position + "+" + length);
        }
        if (fails) {
            transfer.onError();
        } else if (holdsBack) {
            unread.add(new Piece(position, length));
        } else {
            transfer.onBytes(position, content(position, length), nowNanos);
        }
    }

    @Override
    public void ended(Outcome outcome) {
        orders.add("ended " + outcome);
    }
}
