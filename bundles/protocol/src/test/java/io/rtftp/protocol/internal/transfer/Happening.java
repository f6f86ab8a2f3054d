package io.rtftp.protocol.internal.transfer;

import static io.rtftp.protocol.internal.transfer.TransferBench.MILLISECOND;
import static io.rtftp.protocol.internal.transfer.TransferBench.SECOND;

import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The events of {@code docs/transfer.md}. */
@NullMarked
enum Happening {
    ACK_OF_ALL("ACK of all that is out"),
    ACK_OF_A_PART("ACK of a part of it"),
    EARLY_COPY("ACK of the block before it, sooner than a round trip"),
    LATE_COPY("ACK of the block before it, after a round trip"),
    OLD_ACK("ACK of an older block"),
    ACK_OF_THE_FUTURE("ACK of a block never sent"),
    BYTES("bytes of the file"),
    SAME_REQUEST("the same request"),
    ERROR("ERROR"),
    BEFORE_THE_DEADLINE("time, before the deadline"),
    DEADLINE("time, the deadline"),
    LAST_DEADLINE("time, the last deadline");

    private static final long ROUND_TRIP = 2 * MILLISECOND;
    private static final long HOUR = 3_600 * SECOND;

    private final String title;

    Happening(String title) {
        this.title = title;
    }

    /** As it is written in the document. */
    String title() {
        return title;
    }

    /** Whether it can happen: a part of one block, or of the OACK, cannot be acknowledged. */
    boolean isPossible(TransferBench bench, Situation at) {
        return this != ACK_OF_A_PART || bench.lastSent() - at.acknowledged() > 1;
    }

    /** Lets it happen, and returns what the transfer ordered. */
    List<String> on(TransferBench bench, Situation at) {
        TransferBench then = switch (this) {
            case ACK_OF_ALL -> bench.ack(bench.lastSent());
            case ACK_OF_A_PART -> bench.ack(at.acknowledged() + 1);
            case EARLY_COPY -> bench.pass(ROUND_TRIP - 1).ack(at.acknowledged());
            case LATE_COPY -> bench.pass(ROUND_TRIP).ack(at.acknowledged());
            case OLD_ACK -> bench.ack((at.acknowledged() - 1) & 0xFFFF);
            case ACK_OF_THE_FUTURE -> bench.ack(bench.lastSent() + 1);
            case BYTES -> bytes(bench);
            case SAME_REQUEST -> bench.requestAgain();
            case ERROR -> bench.error();
            case BEFORE_THE_DEADLINE -> bench.pass(untilDeadline(bench) - 1);
            case DEADLINE -> bench.pass(untilDeadline(bench));
            case LAST_DEADLINE -> untilTheLastDeadline(bench);
        };
        return then.orders();
    }

    /** The piece that is missing, or one that is here already. */
    private static TransferBench bytes(TransferBench bench) {
        if (bench.undelivered() > 0) {
            return bench.deliver();
        }
        bench.transfer().onBytes(0, TransferBench.content(0, 10_500), bench.nowNanos());
        return bench;
    }

    private static long untilDeadline(TransferBench bench) {
        return bench.transfer().isWaiting() ? bench.transfer().deadlineNanos() - bench.nowNanos() : HOUR;
    }

    private static TransferBench untilTheLastDeadline(TransferBench bench) {
        while (bench.transfer().isWaiting()) {
            bench.orders();
            bench.passToDeadline();
        }
        return bench.pass(HOUR);
    }
}
