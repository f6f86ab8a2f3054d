package io.rtftp.chain.internal.ranked;

import static io.rtftp.chain.internal.ranked.ChainUnderTest.NOT_HERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.Resolution;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** A chain that just started does not take a place that is late for one that is not there. */
@NullMarked
class StartTest {

    private static final Duration TICK = Duration.ofNanos(1);

    private final CountingFile file = new CountingFile();
    private final ScriptedResolver fallback = ScriptedResolver.saying(new CountingFile().found());

    @Test
    void whileTheContainerStartsNobodyIsAnswered() {
        ChainUnderTest test = ChainUnderTest.starting();
        test.register("default", 100, fallback);
        CompletableFuture<Resolution> answer = test.ask();

        test.pass(Duration.ofSeconds(29));

        assertThat(answer).isNotDone();
        assertThat(fallback.asked).isEmpty();
    }

    @Test
    void whenTheContainerHasStartedThePlaceThatCameLastIsAskedInItsTurn() {
        ChainUnderTest test = ChainUnderTest.starting();
        test.register("default", 100, fallback);
        CompletableFuture<Resolution> answer = test.ask();
        test.register("disk", 200, ScriptedResolver.saying(file.found()));

        test.chain.onContainerStarted();

        assertThat(answer).isCompletedWithValueMatching(file::isIn);
    }

    @Test
    void aContainerThatNeverEndsStartingIsNotWaitedForForEver() {
        ChainUnderTest test = ChainUnderTest.starting();
        CompletableFuture<Resolution> answer = test.ask();

        test.pass(Settling.LONGEST_START.minus(TICK));
        assertThat(answer).isNotDone();
        test.pass(TICK);

        assertThat(answer).isDone();
    }

    @Test
    void inARunningContainerTheChainAnswersWhenNoPlaceHasJoinedForAWhile() {
        ChainUnderTest test = ChainUnderTest.inRunningContainer();
        CompletableFuture<Resolution> answer = test.ask();
        test.pass(Settling.QUIET.minus(TICK));
        test.register("default", 100, fallback);
        test.pass(Settling.QUIET.minus(TICK));
        test.register("disk", 200, ScriptedResolver.saying(file.found()));
        test.pass(Settling.QUIET.minus(TICK));
        assertThat(answer).isNotDone();

        test.pass(TICK);

        assertThat(answer).isCompletedWithValueMatching(file::isIn);
        assertThat(fallback.asked).isEmpty();
    }

    @Test
    void placesThatKeepJoiningDoNotKeepTheChainFromAnswering() {
        ChainUnderTest test = ChainUnderTest.inRunningContainer();
        CompletableFuture<Resolution> answer = test.ask();
        Duration step = Settling.QUIET.minus(TICK);
        int steps = (int) Settling.LONGEST_QUIET.dividedBy(step);
        for (int i = 0; i < steps; i++) {
            test.register("place" + i, i, ScriptedResolver.saying(NOT_HERE));
            test.pass(step);
        }
        assertThat(answer).isNotDone();

        test.pass(step);

        assertThat(answer).isDone();
    }

    @Test
    void thatTheContainerStartedIsNoNewsToAChainThatBeganAfterIt() {
        ChainUnderTest test = ChainUnderTest.inRunningContainer();
        CompletableFuture<Resolution> answer = test.ask();

        test.chain.onContainerStarted();

        assertThat(answer).isNotDone();
    }
}
