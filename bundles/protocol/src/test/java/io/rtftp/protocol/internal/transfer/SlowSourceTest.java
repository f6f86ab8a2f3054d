package io.rtftp.protocol.internal.transfer;

import static io.rtftp.protocol.internal.transfer.TransferBench.MILLISECOND;
import static io.rtftp.protocol.internal.transfer.TransferBench.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Bytes that come late, or never: a disk is slower than a network, and its client is not to blame. */
@NullMarked
class SlowSourceTest {

    @Test
    void theFirstBlockGoesOutWhenItsBytesAreHere() {
        TransferBench bench = TransferBench.plain(5_000).holdingBack().start();
        assertThat(bench.orders()).isEmpty();

        assertThat(bench.deliver().orders()).containsExactly("DATA 1");
    }

    @Test
    void anEmptyFileWaitsForNoBytes() {
        TransferBench bench = TransferBench.plain(0).holdingBack().start();

        assertThat(bench.orders()).containsExactly("DATA 1 of 0 bytes");
        assertThat(bench.undelivered()).isZero();
    }

    @Test
    void whileBytesAreMissingNoTimeoutIsCountedAgainstTheClient() {
        TransferBench bench =
                TransferBench.negotiated(9_000, 1_000, 4).holdingBack().start().ack(0);
        bench.orders();

        assertThat(bench.transfer().isWaiting()).isFalse();
        assertThat(bench.pass(3_600 * SECOND).orders()).isEmpty();
        assertThat(bench.transfer().timeouts()).isZero();
        assertThat(bench.deliver().orders()).containsExactly("DATA 1-4");
    }

    @Test
    void theOptionAckIsRepeatedAlsoWhileBytesAreMissing() { // RFC 2347: it needs none
        TransferBench bench =
                TransferBench.negotiated(9_000, 1_000, 4).holdingBack().start();

        bench.passToDeadline();

        assertThat(bench.orders()).containsExactly("OACK", "OACK");
    }

    @Test
    void bytesThatComeBeforeTheOptionAckIsAnsweredWaitForTheAnswer() {
        TransferBench bench =
                TransferBench.negotiated(9_000, 1_000, 4).holdingBack().start().deliver();
        assertThat(bench.orders()).containsExactly("OACK");

        assertThat(bench.ack(0).orders()).containsExactly("DATA 1-4");
    }

    @Test
    void aWindowGoesOutAsFarAsItsBytesAreHereAndOnWhenTheRestCome() {
        TransferBench bench = partOfAWindow();

        assertThat(bench.deliver().orders()).containsExactly("DATA 2-3");
        assertThat(bench.deliver().orders()).containsExactly("DATA 4");
    }

    @Test
    void piecesThatComeOutOfOrderAreKeptUntilTheirTurn() {
        TransferBench bench = TransferBench.negotiated(300_000, 40_000, 4)
                .holdingBack()
                .start()
                .ack(0);
        bench.orders();

        bench.transfer().onBytes(65_536, TransferBench.content(65_536, 65_536), 0);
        assertThat(bench.orders()).isEmpty();

        assertThat(bench.deliver().orders()).containsExactly("DATA 1-3");
    }

    @Test
    void aTransferThatWaitsForBytesInsideAWindowDoesNotWaitForTheClient() {
        TransferBench bench = partOfAWindow();

        assertThat(bench.transfer().isWaiting()).isFalse();
        assertThat(bench.pass(3_600 * SECOND).orders()).isEmpty();
    }

    @Test
    void theClientIsGivenItsTimeFromTheLastBlockThatWentOut() {
        TransferBench bench = partOfAWindow().pass(30 * SECOND);
        bench.deliver().deliver().orders();

        assertThat(bench.passToDeadline()).isGreaterThanOrEqualTo(20 * MILLISECOND);
        assertThat(bench.orders()).containsExactly("DATA 1-4");
    }

    @Test
    void anAckWhileBytesAreMissingMovesTheWindow() { // RFC 7440 §4: the client has no more to wait for
        TransferBench bench = partOfAWindow();

        assertThat(bench.ack(1).orders()).isEmpty();
        assertThat(bench.transfer().acknowledgedBytes()).isEqualTo(40_000);
        assertThat(bench.deliver().deliver().deliver().orders()).containsExactly("DATA 2-5");
    }

    @Test
    void aRepeatedAckWhileBytesAreMissingRepeatsWhatIsHere() {
        TransferBench bench = partOfAWindow().pass(SECOND);

        assertThat(bench.ack(0).orders()).containsExactly("DATA 1");
        assertThat(bench.ack(0).orders()).isEmpty();
    }

    @Test
    void aSourceThatFailsAtOnceEndsTheTransferBeforeABlockGoesOut() {
        assertThat(TransferBench.plain(500_000).failing().start().orders()).containsExactly("ended STOPPED");
        assertThat(TransferBench.negotiated(500_000, 1_000, 4).failing().start().orders())
                .containsExactly("OACK", "ended STOPPED");
    }

    @Test
    void aSourceThatFailsAtOnceIsAskedForNothingMore() {
        assertThat(TransferBench.plain(500_000)
                        .failing()
                        .tellingFetches()
                        .start()
                        .orders())
                .containsExactly("fetch 0+65536", "ended STOPPED");
    }

    @Test
    void aSourceThatFailsMidwayEndsTheTransferWithoutAnotherBlock() {
        TransferBench bench = TransferBench.negotiated(500_000, 60_000, 1).begun();
        bench.failing();

        assertThat(bench.ack(1, 2, 3).orders()).containsExactly("DATA 2", "ended STOPPED");
    }

    @Test
    void bytesThatComeAfterTheEndAreDropped() {
        TransferBench bench =
                TransferBench.negotiated(9_000, 1_000, 4).holdingBack().start().error();
        bench.orders();

        assertThat(bench.deliver().orders()).isEmpty();
    }

    /** Blocks of 40,000 bytes, four to a window; the first piece of the file is here, so that block 1 went out and no more. */
    private static TransferBench partOfAWindow() {
        TransferBench bench = TransferBench.negotiated(300_000, 40_000, 4)
                .holdingBack()
                .start()
                .ack(0)
                .deliver();
        assertThat(bench.orders()).containsExactly("OACK", "DATA 1");
        return bench;
    }
}
