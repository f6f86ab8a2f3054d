package io.rtftp.protocol.internal.transfer;

import static io.rtftp.protocol.internal.transfer.TransferBench.MILLISECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.protocol.internal.wire.BlockNumber;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows (RFC 7440): blocks of 1,000 bytes, four to a window, a file of 12 blocks, a round trip of 2 ms, where nothing else is said. */
@NullMarked
class WindowTest {

    private static final long ROUND_TRIP = 2 * MILLISECOND;

    @Test
    void theAckOfItsLastBlockBringsTheNextWindow() { // RFC 7440 §4
        TransferBench bench = begun();

        assertThat(bench.ack(4).orders()).containsExactly("DATA 5-8");
        assertThat(bench.ack(8).orders()).containsExactly("DATA 9-11", "DATA 12 of 500 bytes");
        assertThat(bench.ack(12).orders()).containsExactly("ended COMPLETED");
        assertThat(bench.transfer().resentBlocks()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 2-5", "2, 3-6", "3, 4-7"})
    void anAckInsideTheWindowMovesItAndTheRestIsSentAgainFromThere(int acknowledged, String sent) { // RFC 7440 §4
        TransferBench bench = begun();

        assertThat(bench.ack(acknowledged).orders()).containsExactly("DATA " + sent);
        assertThat(bench.transfer().resentBlocks()).isEqualTo(4 - acknowledged);
        assertThat(bench.transfer().acknowledgedBytes()).isEqualTo(acknowledged * 1_000L);
    }

    @Test
    void aBlockLostInTheLastWindowIsSentAgainWithWhatFollows() {
        TransferBench bench = begun().ack(4, 8);
        bench.orders();

        assertThat(bench.ack(10).orders()).containsExactly("DATA 11", "DATA 12 of 500 bytes");
        assertThat(bench.ack(12).orders()).containsExactly("ended COMPLETED");
    }

    @Test
    void whenTheFirstBlockIsLostAClientThatRepeatsItsAckGetsTheWindowAgain() { // RFC 7440 §4
        TransferBench bench = begun().ack(4);
        bench.orders();

        bench.pass(ROUND_TRIP);

        assertThat(bench.ack(4).orders()).containsExactly("DATA 5-8");
        assertThat(bench.transfer().timeouts()).isZero();
    }

    @Test
    void whenTheFirstBlockOfAllIsLostAClientThatRepeatsAck0GetsTheWindowAgain() {
        TransferBench bench = begun().pass(ROUND_TRIP);

        assertThat(bench.ack(0).orders()).containsExactly("DATA 1-4");
    }

    @Test
    void aCopyOfAnAckThatComesSoonerThanAnyAnswerCouldIsNotAnswered() { // RFC 1123 §4.2.3.1
        TransferBench bench = begun().pass(ROUND_TRIP).ack(4);
        bench.orders();

        bench.pass(ROUND_TRIP - 1);

        assertThat(bench.ack(4, 4).orders()).isEmpty();
    }

    @Test
    void aWindowSentAgainIsNotSentAThirdTimeForTheAcksItsCopiesBring() { // RFC 1123 §4.2.3.1
        TransferBench bench = begun().ack(4).pass(ROUND_TRIP).ack(4);
        bench.orders();

        bench.pass(ROUND_TRIP);

        assertThat(bench.ack(4, 4, 4).orders()).isEmpty();
    }

    @Test
    void afterARepeatARepeatedAckCountsAgainOnceTheClientCanHaveNothingLeftToEcho() {
        TransferBench bench = begun().ack(4).pass(ROUND_TRIP).ack(4, 8);
        bench.orders();

        bench.pass(ROUND_TRIP);
        assertThat(bench.ack(8).orders()).as("8 was out when it was repeated").isEmpty();

        bench.ack(12).orders();
        TransferBench longer = TransferBench.negotiated(90_000, 1_000, 4).start();
        longer.pass(ROUND_TRIP).ack(0, 4).pass(ROUND_TRIP).ack(4, 8, 12);
        longer.orders();
        longer.pass(ROUND_TRIP);
        assertThat(longer.ack(12).orders()).containsExactly("DATA 13-16");
    }

    @Test
    void aWholeWindowLostIsSentAgainByTheTimerWhenTheClientStaysSilent() {
        TransferBench bench = begun().ack(4);
        bench.orders();

        assertThat(bench.passToDeadline()).isLessThan(50 * MILLISECOND);

        assertThat(bench.orders()).containsExactly("DATA 5-8");
        assertThat(bench.transfer().timeouts()).isOne();
    }

    @Test
    void aBlockLostAfterAWindowWasMovedByAGapIsSentAgainByTheTimer() {
        TransferBench bench = begun().ack(2);
        bench.orders();

        bench.passToDeadline();

        assertThat(bench.orders()).containsExactly("DATA 3-6");
    }

    @Test
    void aClientThatCountsItsWindowFromALostAckIsSentWhatItLacks() { // RFC 7440 §4: the window begins at the last
        // ACK received
        TransferBench bench =
                TransferBench.negotiated(90_000, 1_000, 4).begun(); // it has 1 and 2, and its ACK of 2 was lost
        bench.passToDeadline();
        assertThat(bench.orders()).as("which it has after this").containsExactly("DATA 1-4");

        bench.passToDeadline();

        assertThat(bench.orders()).containsExactly("DATA 1-7");
        assertThat(bench.pass(ROUND_TRIP).ack(6).orders()).containsExactly("DATA 7-10");
        assertThat(bench.ack(10).orders()).containsExactly("DATA 11-14");
    }

    @Test
    void eachFurtherSilenceBringsAWindowMoreUntilAnAckComes() { // ours: the ACK that the first brought may be lost too
        TransferBench bench = TransferBench.negotiated(90_000, 1_000, 4).begun();
        bench.passToDeadline();
        bench.passToDeadline();
        bench.orders();

        bench.passToDeadline();
        assertThat(bench.orders()).containsExactly("DATA 1-11");
        bench.passToDeadline();
        assertThat(bench.orders()).containsExactly("DATA 1-15");

        assertThat(bench.pass(ROUND_TRIP).ack(14).orders()).containsExactly("DATA 15-18");
        bench.passToDeadline();
        assertThat(bench.orders()).containsExactly("DATA 15-18");
    }

    @Test
    void inLockStepNothingFollowsABlockThatIsRepeated() { // RFC 1350 §2
        TransferBench bench = TransferBench.plain(9_000).start().ack(1);
        bench.passToDeadline();
        bench.passToDeadline();
        bench.orders();

        bench.passToDeadline();

        assertThat(bench.orders()).containsExactly("DATA 2");
    }

    @Test
    void theEchoesOfARepeatedWindowMoveItAndBringNothingAgain() { // RFC 1123 §4.2.3.1
        TransferBench bench = begun().ack(1);
        assertThat(bench.orders()).containsExactly("DATA 2-5");

        assertThat(bench.ack(2).orders()).containsExactly("DATA 6");
        assertThat(bench.ack(3).orders()).containsExactly("DATA 7");
        bench.pass(ROUND_TRIP);
        assertThat(bench.ack(4).orders()).as("it was heard echoing").containsExactly("DATA 8");
    }

    @Test
    void aSecondGapInARepeatedWindowIsRepairedAtOnce() { // RFC 7440 §4
        TransferBench bench = begun().ack(1).pass(ROUND_TRIP);
        bench.orders();

        assertThat(bench.ack(3).orders()).containsExactly("DATA 4-7");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 9, 12, 65_535})
    void anAckFromOutsideTheWindowIsIgnored(int block) {
        TransferBench bench = begun().ack(4).pass(ROUND_TRIP);
        bench.orders();

        assertThat(bench.ack(block).orders()).isEmpty();
        assertThat(bench.transfer().acknowledgedBytes()).isEqualTo(4_000);
    }

    @Test
    void anAckThatIsOvertakenByALaterOneIsIgnored() { // the network reorders
        TransferBench bench = begun();

        assertThat(bench.ack(4).orders()).containsExactly("DATA 5-8");
        assertThat(bench.ack(2).orders()).isEmpty();
    }

    @Test
    void aWindowLargerThanTheFileIsTheFile() { // RFC 7440 §4
        TransferBench bench = TransferBench.negotiated(2_500, 1_000, 64).start();

        assertThat(bench.ack(0).orders()).containsExactly("OACK", "DATA 1-2", "DATA 3 of 500 bytes");
    }

    @Test
    void theEmptyBlockAtTheEndBelongsToTheWindow() { // RFC 1350 §6
        TransferBench bench = TransferBench.negotiated(4_000, 1_000, 5).start();

        assertThat(bench.ack(0).orders()).containsExactly("OACK", "DATA 1-4", "DATA 5 of 0 bytes");
    }

    @Test
    void theEmptyBlockMayBeAWindowOfItsOwn() { // RFC 1350 §6
        TransferBench bench = TransferBench.negotiated(4_000, 1_000, 4).begun();

        assertThat(bench.ack(4).orders()).containsExactly("DATA 5 of 0 bytes");
    }

    @Test
    void aWindowMayCrossBlock65535() {
        TransferBench bench = upTo65532();

        assertThat(bench.ack(65_532).orders()).containsExactly("DATA 65533-65535", "DATA 0");
        assertThat(bench.ack(0).orders()).containsExactly("DATA 1-4");
        assertThat(bench.ack(4).orders()).containsExactly("DATA 5-8");
        assertThat(bench.transfer().acknowledgedBytes()).isEqualTo(8L * (65_536 + 4));
    }

    @ParameterizedTest
    @CsvSource({"65533, 'DATA 65534-65535,DATA 0-1'", "65534, 'DATA 65535,DATA 0-2'", "65535, DATA 0-3"})
    void aGapAcrossBlock65535IsRepaired(int acknowledged, String sent) { // RFC 7440 §4
        TransferBench bench = upTo65532().ack(65_532);
        bench.orders();

        assertThat(String.join(",", bench.ack(acknowledged).orders())).isEqualTo(sent);
    }

    @Test
    void anAckOfTheFirstRoundIsNotTakenForOneOfTheSecond() {
        TransferBench bench = upTo65532().ack(65_532, 0, 4, 8);
        bench.orders();

        assertThat(bench.ack(65_532).orders()).isEmpty();
        assertThat(bench.ack(0).orders()).isEmpty();
    }

    @Test
    void inTheLargestWindowAnOldAckIsStillAnOldOne() {
        int windowSize = BlockNumber.WINDOW_SIZE_MOST;
        TransferBench bench =
                TransferBench.negotiated(8L * 3 * windowSize, 8, windowSize).begun();
        bench.ack(windowSize).orders();

        assertThat(bench.ack(windowSize - 1, 1, 0).orders()).isEmpty();
        assertThat(bench.ack(2 * windowSize).orders()).hasSize(2); // crosses 65535
    }

    @Test
    void whenEveryAckComesTwiceNoWindowGoesOutMoreThanTwice() { // RFC 1123 §4.2.3.1
        TransferBench bench = TransferBench.negotiated(400_500, 1_000, 4).begun();
        for (int block = 4; block <= 400; block += 4) {
            bench.ack(block).pass(ROUND_TRIP).ack(block);
        }
        bench.ack(401);

        assertThat(bench.orders()).endsWith("ended COMPLETED");
        assertThat(bench.transfer().resentBlocks()).isLessThanOrEqualTo(400);
    }

    /** The OACK was answered after the round trip. */
    private static TransferBench begun() {
        TransferBench bench = TransferBench.negotiated(11_500, 1_000, 4)
                .start()
                .pass(ROUND_TRIP)
                .ack(0);
        bench.orders();
        return bench;
    }

    private static TransferBench upTo65532() {
        TransferBench bench = TransferBench.negotiated(8L * 70_000, 8, 4).begun();
        for (int block = 4; block < 65_532; block += 4) {
            bench.ack(block);
        }
        bench.orders();
        return bench;
    }
}
