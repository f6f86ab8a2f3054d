package io.rtftp.protocol.internal.transfer;

import static io.rtftp.protocol.internal.transfer.TransferBench.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The beginning of a transfer: the OACK (RFC 2347), and how little goes to a client that has not answered yet. */
@NullMarked
class OptionAckTest {

    @Test
    void grantedOptionsAreTheAnswerAndNoBlock() { // RFC 2347
        assertThat(TransferBench.negotiated(5_000, 1_000, 4).start().orders()).containsExactly("OACK");
    }

    @Test
    void theFirstPieceIsFetchedWhileTheOptionAckIsOnItsWayAndNoMore() { // whose memory it is may be a stranger's to
        // spend
        TransferBench bench =
                TransferBench.negotiated(70_000, 1_000, 4).tellingFetches().start();
        assertThat(bench.orders()).containsExactly("OACK", "fetch 0+65536");

        assertThat(bench.ack(0).orders()).containsExactly("fetch 65536+4464", "DATA 1-4");
    }

    @Test
    void withoutOptionsToo() {
        TransferBench bench = TransferBench.plain(200_000).tellingFetches().start();
        assertThat(bench.orders()).containsExactly("fetch 0+65536", "DATA 1");

        assertThat(bench.ack(1).orders()).containsExactly("fetch 65536+65536", "DATA 2");
    }

    @Test
    void ack0BringsTheFirstWindow() { // RFC 2347, RFC 7440 §4
        TransferBench bench = TransferBench.negotiated(9_000, 1_000, 4).start();
        bench.orders();

        assertThat(bench.ack(0).orders()).containsExactly("DATA 1-4");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 65_535})
    void anAckOfABlockIsNoAnswerToTheOptionAck(int block) { // RFC 2347: the client acknowledges it as block 0
        TransferBench bench = TransferBench.negotiated(9_000, 1_000, 4).start();
        bench.orders();

        assertThat(bench.ack(block).orders()).isEmpty();
        assertThat(bench.transfer().state()).isEqualTo(TransferState.NEGOTIATING);
    }

    @Test
    void anOptionAckThatGotLostIsSentAgain() { // RFC 2347
        TransferBench bench = TransferBench.negotiated(9_000, 1_000, 4).start();
        bench.orders();

        assertThat(bench.passToDeadline()).isEqualTo(SECOND);
        assertThat(bench.orders()).containsExactly("OACK");
        assertThat(bench.ack(0).orders()).containsExactly("DATA 1-4");
    }

    @Test
    void aRepeatedRequestBringsTheOptionAckAgain() { // RFC 1350 §2: the OACK was lost
        TransferBench bench = TransferBench.negotiated(9_000, 1_000, 4).start();
        bench.orders();

        assertThat(bench.requestAgain().orders()).containsExactly("OACK");
    }

    @Test
    void aRepeatedRequestBringsTheFirstBlockAgain() { // RFC 1350 §2: the block was lost
        TransferBench bench = TransferBench.plain(9_000).start();
        bench.orders();

        assertThat(bench.requestAgain().orders()).containsExactly("DATA 1");
    }

    @Test
    void aRepeatedRequestWhileTheFirstBytesAreReadSendsNothingYet() {
        TransferBench bench = TransferBench.plain(9_000).holdingBack().start();

        assertThat(bench.requestAgain().orders()).isEmpty();
        assertThat(bench.deliver().orders()).containsExactly("DATA 1");
    }

    @ParameterizedTest
    @CsvSource({"true, 8", "false, 6"})
    void aRequestThatKeepsComingBringsFewPacketsAndNoMoreTime(boolean options, int packetsMost) { // it may be forged
        TransferBench bench =
                (options ? TransferBench.negotiated(9_000, 1_000, 4) : TransferBench.plain(9_000)).start();
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            orders.addAll(bench.pass(SECOND / 10).requestAgain().orders());
        }

        assertThat(orders).hasSizeLessThanOrEqualTo(packetsMost + 1).last().isEqualTo("ended CLIENT_SILENT");
    }

    @Test
    void aRequestThatArrivesLateIsIgnoredOnceTheClientHasAnswered() { // a copy made by the network
        TransferBench negotiated = TransferBench.negotiated(9_000, 1_000, 4).begun();
        assertThat(negotiated.requestAgain().orders()).isEmpty();

        TransferBench plain = TransferBench.plain(9_000).start().ack(1);
        plain.orders();
        assertThat(plain.requestAgain().orders()).isEmpty();
    }

    @Test
    void aSecondAck0IsNotAnswered() { // RFC 1123 §4.2.3.1
        TransferBench bench = TransferBench.negotiated(9_000, 1_000, 1).begun();

        assertThat(bench.ack(0, 0).orders()).isEmpty();
    }

    @Test
    void aClientThatDislikesTheOptionsEndsTheTransfer() { // RFC 2347: ERROR 8
        TransferBench bench = TransferBench.negotiated(9_000, 1_000, 4).start();
        bench.orders();

        assertThat(bench.error().orders()).containsExactly("ended STOPPED");
    }

    @Test
    void anOptionAckMayBeLongerThanABlock() { // blksize 8 with all options
        TransferBench bench = TransferBench.negotiated(20, 8, 4).start();

        assertThat(bench.ack(0).orders()).containsExactly("OACK", "DATA 1-2", "DATA 3 of 4 bytes");
    }

    @Test
    void anAddressThatNeverAnswersGetsFourOptionAcksOrTwoBlocks() { // reflection
        assertThat(untilTheEnd(TransferBench.negotiated(1L << 40, 1_468, 64)))
                .containsExactly("OACK", "OACK", "OACK", "OACK", "ended CLIENT_SILENT");
        assertThat(untilTheEnd(TransferBench.plain(1L << 40)))
                .containsExactly("DATA 1", "DATA 1", "ended CLIENT_SILENT");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "3, 4", "4, 4", "1000, 4"})
    void anAddressThatNeverAnswersGetsNoMoreThanTheRetransmissionsConfigured(int retransmissions, int packets) {
        TransferBench bench =
                new TransferBench(new TransferTerms(5_000, 1_000, 4, true, Pacing.ofServer(SECOND, retransmissions)));

        assertThat(untilTheEnd(bench)).hasSize(packets + 1).endsWith("ended CLIENT_SILENT");
    }

    @Test
    void withoutAnAnswerOneBlockGoesOutHoweverLargeTheWindow() { // reflection
        TransferBench bench = new TransferBench(new TransferTerms(9_000, 512, 16, false, TransferBench.SERVER_PACING));

        assertThat(bench.start().orders()).containsExactly("DATA 1");
        assertThat(bench.ack(1).orders()).containsExactly("DATA 2-17");
    }

    private static List<String> untilTheEnd(TransferBench bench) {
        List<String> orders = new ArrayList<>(bench.start().orders());
        while (bench.transfer().isWaiting()) {
            bench.passToDeadline();
            orders.addAll(bench.orders());
        }
        return orders;
    }
}
