package io.rtftp.protocol.internal.transfer;

import static io.rtftp.protocol.internal.transfer.TransferBench.MILLISECOND;

import org.jspecify.annotations.NullMarked;

/** The states of {@code docs/transfer.md}, each brought about on a real transfer; a round trip of 2 ms was measured on the way. */
@NullMarked
enum Situation {
    NEGOTIATING("the OACK", 0),
    FIRST_BLOCK("block 1", 0),
    LOCK_STEP("block 5", 4),
    WINDOW("blocks 5-8", 4),
    WINDOW_AGAIN("blocks 5-8", 4),
    LAST_WINDOW("blocks 9-11", 8),
    PART_OF_A_WINDOW("blocks 1-2", 0),
    NO_BYTES("none", 4),
    ENDED("none", 0);

    private final String out;
    private final int acknowledged;

    Situation(String out, int acknowledged) {
        this.out = out;
        this.acknowledged = acknowledged;
    }

    /** A transfer in this state, whose orders so far are forgotten. */
    TransferBench transfer() {
        TransferBench bench = switch (this) {
            case NEGOTIATING -> windows().start();
            case FIRST_BLOCK -> plain().start();
            case LOCK_STEP -> acked(plain().start(), 1, 2, 3, 4);
            case WINDOW -> acked(windows().start(), 0, 4);
            case WINDOW_AGAIN -> again(acked(windows().start(), 0, 4));
            case LAST_WINDOW -> acked(windows().start(), 0, 4, 8);
            case PART_OF_A_WINDOW -> acked(slow(32_768).start().deliver(), 0);
            case NO_BYTES -> acked(slow(16_384).start().deliver(), 0, 4);
            case ENDED -> windows().start().error();
        };
        bench.orders();
        return bench;
    }

    /** What was sent and not acknowledged. */
    String out() {
        return out;
    }

    /** The last block that was acknowledged. */
    int acknowledged() {
        return acknowledged;
    }

    /** As it is written in the document. */
    String title() {
        return name().replace('_', ' ');
    }

    private static TransferBench plain() {
        return new TransferBench(new TransferTerms(10_500, 1_000, 1, false, TransferBench.SERVER_PACING));
    }

    private static TransferBench windows() {
        return TransferBench.negotiated(10_500, 1_000, 4);
    }

    private static TransferBench slow(int blockSize) {
        return TransferBench.negotiated(12L * blockSize, blockSize, 4).holdingBack();
    }

    private static TransferBench acked(TransferBench bench, int... blocks) {
        for (int block : blocks) {
            bench.pass(2 * MILLISECOND).ack(block);
        }
        return bench;
    }

    private static TransferBench again(TransferBench bench) {
        bench.passToDeadline();
        return bench;
    }
}
