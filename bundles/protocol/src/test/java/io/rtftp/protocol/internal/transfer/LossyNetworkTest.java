package io.rtftp.protocol.internal.transfer;

import static io.rtftp.protocol.internal.transfer.TransferBench.MILLISECOND;
import static io.rtftp.protocol.internal.transfer.TransferBench.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.protocol.internal.transfer.Download.Plan;
import io.rtftp.protocol.internal.transfer.ScriptedClient.Script;
import io.rtftp.protocol.internal.transfer.ScriptedClient.Temper;
import io.rtftp.protocol.internal.transfer.TransferOutput.Outcome;
import io.rtftp.testkit.net.LossyNetwork.Faults;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a network loses, repeats and reorders, the client ends with the file or the server says that it gave up. */
@NullMarked
class LossyNetworkTest {

    /** The waits that grow from a short one to the first one's length, five retransmissions and the wait after the last. */
    private static final long PATIENCE_NANOS = 30 * SECOND;

    private static final int MEBIBYTE = 1 << 20;

    @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
    void theFileArrivesIntactOrTheServerGivesUpInTime(@ForAll("plans") Plan plan, @ForAll long seed) {
        Download download = new Download(plan, seed).run();

        if (download.outcomes().equals(List.of(Outcome.COMPLETED))) {
            assertThat(download.isIntact()).isTrue();
        } else if (!download.outcomes().isEmpty()) { // empty: no request got through
            assertThat(download.outcomes())
                    .containsAnyOf(Outcome.CLIENT_SILENT, Outcome.LAST_ACK_MISSING)
                    .hasSize(1);
            assertThat(plan.faults().lossPercent()).as("silence needs loss").isPositive();
        }
        assertThat(download.longestSilenceNanos()).isLessThan(PATIENCE_NANOS + slowness(plan));
        if (download.client().isComplete()) {
            assertThat(download.isIntact()).isTrue();
        }
    }

    @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
    void withoutLossEveryTransferCompletes(@ForAll("plans") Plan plan, @ForAll long seed) {
        Download download = new Download(plan.with(plan.faults().losing(0)), seed).run();

        assertThat(download.outcomes()).containsExactly(Outcome.COMPLETED);
        assertThat(download.isIntact()).isTrue();
    }

    @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
    void noAckBringsMoreThanAWindowAndNoSilenceMuchMore(@ForAll("plans") Plan plan, @ForAll long seed) {
        Download download = new Download(plan, seed).run();

        assertThat(download.mostSentPerEvent())
                .isLessThanOrEqualTo(plan.script().windowSize());
        assertThat(download.mostSentPerSilence())
                .isLessThan(plan.script().windowSize()
                        + Math.max(
                                plan.script().windowSize(),
                                MEBIBYTE / plan.script().blockSize() + 1));
    }

    @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
    void copiesOfPacketsDoNotMultiply(@ForAll("plans") Plan plan, @ForAll long seed) { // RFC 1123 §4.2.3.1
        Faults everyPacketTwice = new Faults(0, 100, MILLISECOND, 0);

        Download download = new Download(plan.with(everyPacketTwice).readAtOnce(), seed).run();

        // The first ACK of a copy inside a window is a gap to the server (RFC 7440 §4).
        int mostTimes = Math.min(2, plan.script().windowSize());
        assertThat(download.dataSent()).isLessThanOrEqualTo(mostTimes * download.blocks() + 1); // and the request
    }

    @ParameterizedTest
    @CsvSource({
        "1, REPEATS_ITS_ACK, 2",
        "16, REPEATS_ITS_ACK, 2",
        "1, ACKNOWLEDGES_COPIES, 2",
        "1, STAYS_SILENT, 2",
        "16, TELLS_GAPS, 2",
        "16, STAYS_SILENT, 3" // it needs a whole window before it says anything, and waits grow
    })
    void at5PercentLossALargeFileArrivesWithoutLongSilences(int windowSize, Temper temper, int longestSeconds) {
        Plan plan = boot(30_000_000, 1_468, windowSize, temper, 5);

        Download download = new Download(plan, 5).run();

        assertThat(download.isIntact()).isTrue();
        assertThat(download.longestSilenceNanos()).isLessThan(longestSeconds * SECOND);
    }

    @ParameterizedTest
    @EnumSource(Temper.class)
    void noDownloadFailsAt1PercentLoss(Temper temper) {
        for (int seed = 0; seed < 40; seed++) {
            assertThat(new Download(boot(1_048_576, 1_468, 16, temper, 1), seed)
                            .run()
                            .isIntact())
                    .as("seed %s", seed)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, REPEATS_ITS_ACK", "16, REPEATS_ITS_ACK", "16, ACKNOWLEDGES_COPIES"})
    void whereAFifthIsLostASmallFileTakesSeconds(int windowSize, Temper temper) {
        for (int seed = 0; seed < 40; seed++) {
            Download download = new Download(boot(262_144, 1_468, windowSize, temper, 20), seed).run();

            assertThat(download.isIntact()).as("seed %s", seed).isTrue();
            assertThat(download.tookNanos()).as("seed %s", seed).isLessThan(30 * SECOND);
        }
    }

    @ParameterizedTest
    @CsvSource({"20, 10, REPEATS_ITS_ACK", "130, 40, REPEATS_ITS_ACK", "130, 40, ACKNOWLEDGES_COPIES"})
    void whereDelaysMixPacketsUpAWindowIsNoSlowerThanLockStep(int leastMillis, int jitterMillis, Temper temper) {
        Faults faults = new Faults(0, 0, leastMillis * MILLISECOND, jitterMillis * MILLISECOND);
        for (int seed = 0; seed < 10; seed++) {
            Download lockStep = new Download(boot(262_144, 1_468, 1, temper, 0).with(faults), seed).run();
            Download windowed = new Download(boot(262_144, 1_468, 16, temper, 0).with(faults), seed).run();

            assertThat(windowed.tookNanos()).as("seed %s", seed).isLessThan(lockStep.tookNanos() * 6 / 5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void blockNumbersRollOverAlsoWherePacketsAreLost(int windowSize) {
        Download download = new Download(boot(70_000 * 8, 8, windowSize, Temper.REPEATS_ITS_ACK, 2), 7).run();

        assertThat(download.outcomes()).containsExactly(Outcome.COMPLETED);
        assertThat(download.isIntact()).isTrue();
    }

    @Test
    void withoutFaultsNothingIsSentTwice() {
        Download download = new Download(boot(3_000_000, 1_468, 16, Temper.REPEATS_ITS_ACK, 0), 1).run();

        assertThat(download.outcomes()).containsExactly(Outcome.COMPLETED);
        assertThat(download.dataSent()).isEqualTo(download.blocks());
        assertThat(download.transfer().timeouts()).isZero();
    }

    @Test
    void aClientThatVanishesIsGivenUpWithinTheRetransmissionLimit() {
        Plan plan = boot(3_000_000, 1_468, 16, Temper.REPEATS_ITS_ACK, 100);
        Download download = new Download(plan, 1);

        download.transfer().start(plan.beganNanos());
        long waits = 0;
        long now = plan.beganNanos();
        while (download.transfer().isWaiting()) {
            now = download.transfer().deadlineNanos();
            download.transfer().onTime(now);
            waits++;
        }

        assertThat(download.outcomes()).containsExactly(Outcome.CLIENT_SILENT);
        assertThat(waits).isEqualTo(FirstContact.RETRANSMISSIONS + 1);
        assertThat(now - plan.beganNanos()).isLessThan(PATIENCE_NANOS);
    }

    @Provide
    Arbitrary<Plan> plans() {
        Arbitrary<Boolean> optionsGranted = Arbitraries.of(true, true, true, false);
        Arbitrary<Integer> sizes = Arbitraries.integers().between(0, 120_000);
        Arbitrary<Pacing> pacings = Arbitraries.of(
                Pacing.ofServer(SECOND, 5), Pacing.ofServer(SECOND / 2, 5), Pacing.ofClient(2 * SECOND, 5));
        Arbitrary<Long> reads = Arbitraries.of(0L, 0L, 100_000L, 80 * MILLISECOND, 3 * SECOND);
        Arbitrary<Long> begins = Arbitraries.of(0L, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - SECOND, -1L);
        return Combinators.combine(sizes, scripts(), optionsGranted, pacings, faults(), reads, begins)
                .as((size, script, granted, pacing, faults, read, began) -> new Plan(
                        size,
                        granted ? script : plain(script),
                        granted,
                        pacing,
                        script.temper() == Temper.STAYS_SILENT ? inOrder(faults) : faults,
                        read,
                        began));
    }

    /** A client that says nothing of gaps gets a whole window only where packets stay in order. */
    private static Faults inOrder(Faults faults) {
        return new Faults(faults.lossPercent(), faults.duplicatePercent(), faults.leastDelayNanos(), 0);
    }

    private static Arbitrary<Script> scripts() {
        return Combinators.combine(
                        Arbitraries.of(Temper.class),
                        Arbitraries.of(64, 512, 1_024, 1_468, 8_192, 65_464),
                        Arbitraries.of(1, 2, 4, 7, 16, 64, 1_000),
                        Arbitraries.of(SECOND / 2, SECOND, 5 * SECOND))
                .as((temper, blockSize, windowSize, timeout) -> new Script(temper, blockSize, windowSize, timeout, 20));
    }

    private static Arbitrary<Faults> faults() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.of(50_000L, MILLISECOND, 25 * MILLISECOND, 150 * MILLISECOND),
                        Arbitraries.of(0L, 100_000L, 5 * MILLISECOND, 60 * MILLISECOND))
                .as(Faults::new);
    }

    /** Without options there are blocks of 512 bytes in lock step (RFC 1350). */
    private static Script plain(Script script) {
        return new Script(script.temper(), 512, 1, script.timeoutNanos(), script.tries());
    }

    /** The longest that a round trip, the source and the client's own wait may take. */
    private static long slowness(Plan plan) {
        Faults faults = plan.faults();
        return 2 * (faults.leastDelayNanos() + faults.jitterNanos())
                + 2 * plan.readNanos()
                + plan.script().timeoutNanos();
    }

    private static Plan boot(int size, int blockSize, int windowSize, Temper temper, int lossPercent) {
        return new Plan(
                size,
                new Script(temper, blockSize, windowSize, SECOND, 10),
                true,
                TransferBench.SERVER_PACING,
                Faults.none(200_000).losing(lossPercent),
                0,
                Long.MAX_VALUE - 3 * SECOND);
    }
}
