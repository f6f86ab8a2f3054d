package io.rtftp.protocol.internal.transfer;

import static io.rtftp.protocol.internal.transfer.TransferBench.MILLISECOND;
import static io.rtftp.protocol.internal.transfer.TransferBench.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a transfer waits for its client, and when it gives up (RFC 1350 §2, RFC 2349, RFC 6298). */
@NullMarked
class WaitingTest {

    @Test
    void nothingIsRepeatedBeforeItIsDue() {
        TransferBench bench = TransferBench.plain(5_000).start();
        bench.orders();

        assertThat(bench.pass(SECOND - 1).orders()).isEmpty();
        assertThat(bench.pass(1).orders()).containsExactly("DATA 1");
    }

    @Test
    void beforeTheRoundTripIsKnownWaitsGrowFrom1SecondTo5() {
        TransferBench bench = new TransferBench(new TransferTerms(5_000, 512, 1, false, Pacing.ofServer(SECOND, 3)));

        assertThat(waits(bench.start())).containsExactly(SECOND, 2 * SECOND, 4 * SECOND, 5 * SECOND);
    }

    @Test
    void aTimeOfTheClientIsKeptExactly() { // RFC 2349
        TransferBench bench = new TransferBench(new TransferTerms(5_000, 512, 1, true, Pacing.ofClient(7 * SECOND, 3)));

        assertThat(waits(bench.start())).containsOnly(7 * SECOND).hasSize(4);
    }

    @Test
    void aTimeOfTheClientIsKeptAlsoWhenTheRoundTripIsShorter() { // RFC 2349
        TransferBench bench = new TransferBench(new TransferTerms(5_000, 512, 1, true, Pacing.ofClient(7 * SECOND, 3)));
        bench.start().pass(MILLISECOND).ack(0).pass(MILLISECOND).ack(1);

        assertThat(bench.passToDeadline()).isEqualTo(7 * SECOND);
    }

    @Test
    void aMeasuredRoundTripShortensTheWait() { // RFC 6298; the Raspberry Pi 3 loses patience early
        TransferBench bench =
                TransferBench.plain(5_000).start().pass(MILLISECOND).ack(1);

        assertThat(bench.passToDeadline()).isBetween(20 * MILLISECOND, 21 * MILLISECOND);
    }

    @Test
    void anAnswerToWhatWasSentTwiceIsNotMeasured() { // RFC 6298 §3, Karn
        TransferBench bench = TransferBench.plain(5_000).start();
        bench.passToDeadline();

        bench.pass(MILLISECOND).ack(1);

        assertThat(bench.transfer().roundTripNanos()).isZero();
        assertThat(bench.passToDeadline()).isEqualTo(SECOND / 4);
    }

    @Test
    void aRequestThatWasRepeatedIsNotMeasured() { // RFC 6298 §3, Karn
        TransferBench bench = TransferBench.negotiated(5_000, 1_000, 4).start();

        bench.requestAgain().pass(MILLISECOND).ack(0);

        assertThat(bench.transfer().roundTripNanos()).isZero();
    }

    @Test
    void whereNoWindowArrivesWholeAnAckInsideOneShortensTheWait() { // one packet of five is lost, the OACK among them
        TransferBench bench = TransferBench.negotiated(90_000, 1_000, 16).start();
        bench.passToDeadline();
        bench.ack(0).pass(2 * MILLISECOND);

        bench.ack(5);

        assertThat(bench.transfer().roundTripNanos()).isZero();
        assertThat(bench.passToDeadline()).isLessThan(25 * MILLISECOND);
    }

    @Test
    void anAckInsideTheWindowIsNotMeasured() { // how long its client waited for the rest is no round trip
        TransferBench bench = TransferBench.negotiated(9_000, 1_000, 4)
                .start()
                .pass(MILLISECOND)
                .ack(0)
                .pass(9 * MILLISECOND)
                .ack(2);

        assertThat(bench.transfer().roundTripNanos()).isEqualTo(MILLISECOND);
    }

    @Test
    void aClientThatAnsweredOnceGetsEveryRetransmissionAndThenTheTransferEnds() {
        TransferBench bench =
                TransferBench.plain(5_000).start().pass(SECOND - 1).ack(1);
        bench.orders();

        List<Long> waits = waits(bench);

        assertThat(waits).hasSize(6);
        assertThat(bench.orders()).hasSize(6).startsWith("DATA 2").endsWith("ended CLIENT_SILENT");
        assertThat(bench.transfer().timeouts()).isEqualTo(6);
    }

    @Test
    void whereOnlyTheLastAckIsMissingTheOutcomeSaysSo() { // RFC 1350 §6
        TransferBench bench =
                TransferBench.plain(1_000).start().pass(SECOND - 1).ack(1);

        assertThat(waits(bench)).hasSize(6);

        assertThat(bench.orders()).endsWith("ended LAST_ACK_MISSING");
        assertThat(bench.transfer().acknowledgedBytes()).isEqualTo(512);
    }

    @Test
    void aClientThatNeverAnsweredHasNoLastAckToMiss() { // the file is one block, and the address may be forged
        TransferBench bench = TransferBench.plain(100).start();

        waits(bench);

        assertThat(bench.orders()).endsWith("ended CLIENT_SILENT");
    }

    @Test
    void anAddressThatNeverAnsweredHoldsATransferForNoLongerThan30Seconds() { // whatever timeout its request names
        TransferTerms terms = new TransferTerms(5_000, 512, 1, true, Pacing.ofClient(255 * SECOND, 5));

        assertThat(waits(new TransferBench(terms).start())).containsExactly(30 * SECOND);

        TransferBench again = new TransferBench(terms).start().pass(20 * SECOND).requestAgain();
        assertThat(again.passToDeadline()).isEqualTo(30 * SECOND);

        TransferBench answered =
                new TransferBench(terms).start().pass(20 * SECOND).ack(0);
        assertThat(answered.passToDeadline()).isEqualTo(255 * SECOND);
    }

    @Test
    void aClientThatIsSentNothingMoreMayStillAnswer() {
        TransferBench bench = TransferBench.plain(5_000).start();
        bench.passToDeadline();
        bench.passToDeadline();
        assertThat(bench.orders()).containsExactly("DATA 1", "DATA 1");

        assertThat(bench.ack(1).orders()).containsExactly("DATA 2");
    }

    @Test
    void shortWaitsDoNotUseUpThePatience() {
        TransferBench bench =
                TransferBench.plain(5_000).start().pass(MILLISECOND).ack(1);

        long patience = waits(bench).stream()
                .mapToLong(nanos -> nanos)
                .filter(nanos -> nanos >= SECOND)
                .count();

        assertThat(patience)
                .as("five retransmissions, and the wait after the last")
                .isEqualTo(6);
    }

    @Test
    void theWholeOfAllWaitsIsBounded() {
        TransferBench bench =
                TransferBench.plain(5_000).start().pass(MILLISECOND).ack(1);

        assertThat(waits(bench).stream().mapToLong(nanos -> nanos).sum()).isLessThan(40 * SECOND);
    }

    @Test
    void anAckGivesTheClientItsRetransmissionsBack() {
        TransferBench bench =
                TransferBench.plain(5_000).start().pass(2 * SECOND).ack(1);
        for (int block = 2; block <= 9; block++) {
            for (int i = 0; i < 5; i++) {
                bench.passToDeadline();
            }
            assertThat(bench.transfer().state()).isEqualTo(TransferState.SENDING);
            bench.ack(block);
        }

        assertThat(bench.transfer().acknowledgedBytes()).isEqualTo(9 * 512);
    }

    @Test
    void anOldAckGivesNothingBack() {
        TransferBench bench =
                TransferBench.plain(5_000).start().pass(2 * SECOND).ack(1);
        int rounds = 0;
        while (bench.transfer().isWaiting()) {
            rounds += bench.passToDeadline() >= SECOND ? 1 : 0;
            bench.ack(0, 1);
        }

        assertThat(rounds).isEqualTo(6);
    }

    @Test
    void aTransferThatWasToldTheTimeLateRepeatsOnce() { // the loop was busy
        TransferBench bench = TransferBench.plain(5_000).start();
        bench.orders();

        assertThat(bench.pass(20 * SECOND).orders()).containsExactly("DATA 1");
        assertThat(bench.pass(SECOND).orders()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE - 1_500_000_000L, Long.MAX_VALUE})
    void aClockMayShowAnything(long beganNanos) { // System.nanoTime may run over
        TransferBench bench =
                TransferBench.negotiated(3_500, 1_000, 2).at(beganNanos).start();

        assertThat(bench.pass(SECOND - 1).orders()).containsExactly("OACK");
        assertThat(bench.pass(1).orders()).containsExactly("OACK");
        assertThat(bench.ack(0).orders()).containsExactly("DATA 1-2");
        assertThat(bench.pass(10 * MILLISECOND).ack(2).orders()).containsExactly("DATA 3", "DATA 4 of 500 bytes");
        assertThat(bench.transfer().roundTripNanos()).isEqualTo(10 * MILLISECOND);
        assertThat(bench.passToDeadline()).isEqualTo(30 * MILLISECOND);
        assertThat(bench.ack(4).orders()).containsExactly("DATA 3", "DATA 4 of 500 bytes", "ended COMPLETED");
    }

    /** How long each wait was, until the transfer gave up. */
    private static List<Long> waits(TransferBench bench) {
        List<Long> waits = new ArrayList<>();
        while (bench.transfer().isWaiting()) {
            waits.add(bench.passToDeadline());
        }
        assertThat(bench.transfer().state()).isEqualTo(TransferState.ENDED);
        return waits;
    }
}
