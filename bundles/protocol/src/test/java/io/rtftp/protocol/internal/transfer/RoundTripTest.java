package io.rtftp.protocol.internal.transfer;

import static io.rtftp.protocol.internal.transfer.TransferBench.MILLISECOND;
import static io.rtftp.protocol.internal.transfer.TransferBench.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From measured times to the next wait (RFC 6298). */
@NullMarked
class RoundTripTest {

    private static final Pacing SERVER = Pacing.ofServer(SECOND, 5);

    private final RoundTrip roundTrip = new RoundTrip(SERVER, 1_000);

    @Test
    void theFirstMeasureCountsThreefold() { // RFC 6298 §2.2: R + 4 * R / 2
        roundTrip.onMeasured(100 * MILLISECOND);

        assertThat(roundTrip.smoothedNanos()).isEqualTo(100 * MILLISECOND);
        assertThat(roundTrip.timeoutNanos()).isEqualTo(300 * MILLISECOND);
    }

    @Test
    void laterMeasuresAreSmoothed() { // RFC 6298 §2.3: 1/8 of the time, 1/4 of the variation
        roundTrip.onMeasured(100 * MILLISECOND);
        roundTrip.onMeasured(180 * MILLISECOND);

        assertThat(roundTrip.smoothedNanos()).isEqualTo(110 * MILLISECOND);
        assertThat(roundTrip.timeoutNanos())
                .isEqualTo((110 + 4 * (50 + (80 - 50) / 4)) * MILLISECOND + 2 * MILLISECOND);
    }

    @Test
    void whatItTookAtMostCountsUntilSomethingIsMeasured() {
        roundTrip.onMeasuredAtMost(100 * MILLISECOND);
        assertThat(roundTrip.timeoutNanos()).isEqualTo(300 * MILLISECOND);
        assertThat(roundTrip.smoothedNanos()).isZero();
        assertThat(roundTrip.leastNanos()).isEqualTo(RoundTrip.LEAST_TIMEOUT_NANOS);

        roundTrip.onMeasured(10 * MILLISECOND);
        roundTrip.onMeasuredAtMost(100 * MILLISECOND);
        assertThat(roundTrip.timeoutNanos()).isEqualTo(30 * MILLISECOND);
    }

    @Test
    void aClientThatWaitedLongBeforeItToldOfAGapIsNoReasonToWaitLonger() {
        roundTrip.onMeasuredAtMost(5 * SECOND);

        assertThat(roundTrip.timeoutNanos()).isEqualTo(SECOND);
    }

    @Test
    void aPromptAnswerToARepeatBringsTheWaitDownToAQuarterWhileNothingIsKnown() {
        roundTrip.onRepeatAnswered(SECOND / 2);
        assertThat(roundTrip.timeoutNanos()).isEqualTo(SECOND);

        roundTrip.onRepeatAnswered(MILLISECOND);
        assertThat(roundTrip.timeoutNanos()).isEqualTo(SECOND / 4);

        roundTrip.onMeasured(MILLISECOND);
        roundTrip.onRepeatAnswered(MILLISECOND);
        assertThat(roundTrip.timeoutNanos()).isBetween(20 * MILLISECOND, 21 * MILLISECOND);
    }

    @Test
    void aFastClientIsNotHurriedBelow20Milliseconds() {
        for (int i = 0; i < 100; i++) {
            roundTrip.onMeasured(50_000);
        }

        assertThat(roundTrip.timeoutNanos()).isBetween(20 * MILLISECOND, 21 * MILLISECOND);
    }

    @Test
    void aLargeWindowHasTimeToLeave() {
        RoundTrip large = new RoundTrip(SERVER, 4_194_304);
        large.onMeasured(MILLISECOND);

        assertThat(large.timeoutNanos()).isGreaterThan(300 * MILLISECOND);
    }

    @Test
    void aSlowClientIsWaitedForNoLongerThanTheFirstTime() {
        roundTrip.onMeasured(30 * SECOND);

        assertThat(roundTrip.timeoutNanos()).isEqualTo(SECOND);
    }

    @Test
    void everySilenceDoublesTheWaitUpToTheLongest() { // RFC 6298 §5.5
        roundTrip.onSilence();
        assertThat(roundTrip.timeoutNanos()).isEqualTo(2 * SECOND);
        roundTrip.onSilence();
        assertThat(roundTrip.timeoutNanos()).isEqualTo(4 * SECOND);
        roundTrip.onSilence();
        roundTrip.onSilence();
        assertThat(roundTrip.timeoutNanos()).isEqualTo(5 * SECOND);
    }

    @Test
    void anAnswerToARepeatBringsTheWaitBackToWhatTheRoundTripJustifies() { // what was lost says nothing of the round
        // trip
        roundTrip.onMeasured(10 * MILLISECOND);
        long justified = roundTrip.timeoutNanos();
        roundTrip.onSilence();
        roundTrip.onSilence();

        roundTrip.onAnswered();

        assertThat(roundTrip.timeoutNanos()).isEqualTo(justified);
    }

    @Test
    void everyFourthTimeInARowAWaitThatGrewStaysSoThatASlowClientCanBeMeasured() { // RFC 6298 §5
        roundTrip.onMeasured(10 * MILLISECOND);
        for (int i = 0; i < 3; i++) {
            roundTrip.onSilence();
            roundTrip.onAnswered();
        }
        roundTrip.onSilence();
        roundTrip.onSilence();
        long grown = roundTrip.timeoutNanos();

        roundTrip.onAnswered();
        assertThat(roundTrip.timeoutNanos()).isEqualTo(grown);

        roundTrip.onMeasured(10 * MILLISECOND);
        assertThat(roundTrip.timeoutNanos()).isLessThan(grown);
    }

    @Test
    void anAnswerBringsAGrownWaitBackToTheFirst() {
        roundTrip.onSilence();
        roundTrip.onSilence();

        roundTrip.onAnswered();

        assertThat(roundTrip.timeoutNanos()).isEqualTo(SECOND);
    }

    @Test
    void theLeastTimeIsTheShortestSeenAndAGuessBefore() {
        assertThat(roundTrip.leastNanos()).isEqualTo(20 * MILLISECOND);
        roundTrip.onMeasured(3 * MILLISECOND);
        roundTrip.onMeasured(7 * MILLISECOND);

        assertThat(roundTrip.leastNanos()).isEqualTo(3 * MILLISECOND);
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 1", "-1, 5, 1", "5, 4, 1", "5, 5, -1"})
    void timesThatMakeNoSenseAreRefused(long firstNanos, long longestNanos, int retransmissions) {
        assertThatThrownBy(() -> new Pacing(firstNanos, longestNanos, true, retransmissions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot wait " + firstNanos + " to " + longestNanos);
    }

    @ParameterizedTest
    @CsvSource({"-1, 512, 1", "0, 0, 1", "0, 512, 0", "0, 512, 32768"})
    void sizesThatMakeNoSenseAreRefused(long size, int blockSize, int windowSize) {
        assertThatThrownBy(() -> new TransferTerms(size, blockSize, windowSize, true, SERVER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot send " + size + " bytes in windows of " + windowSize);
    }

    @Test
    void aFirstTimeAbove5SecondsIsNotShortenedByGrowing() {
        assertThat(Pacing.ofServer(8 * SECOND, 3).longestTimeoutNanos()).isEqualTo(8 * SECOND);
    }

    @Property
    void whateverIsMeasuredAWaitStaysBetweenItsBounds(
            @ForAll @Size(min = 1, max = 50) List<@LongRange(max = 100_000_000_000L) Long> measured) {
        RoundTrip any = new RoundTrip(SERVER, 5_872);
        for (long nanos : measured) {
            any.onMeasured(nanos);
            assertThat(any.timeoutNanos()).isBetween(RoundTrip.LEAST_TIMEOUT_NANOS, SECOND);
            any.onSilence();
            assertThat(any.timeoutNanos()).isBetween(RoundTrip.LEAST_TIMEOUT_NANOS, 5 * SECOND);
            any.onAnswered();
        }
    }
}
