package io.rtftp.chain.internal.ranked;

import static io.rtftp.chain.internal.ranked.ChainUnderTest.NOT_HERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.Resolution;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Resolvers that go and come back while requests are under way. */
@NullMarked
class HotSwapTest {

    private static final Duration JUST_BEFORE_ITS_END = RankedResolverChain.RETURN_GRACE.minusNanos(1);

    private final ChainUnderTest test = ChainUnderTest.settled();
    private final CountingFile file = new CountingFile();

    @Test
    void aRequestWaitsForAPlaceThatLeftAndIsAnsweredByItWhenItReturns() {
        test.unregister(test.register("disk", 200, ScriptedResolver.saying(NOT_HERE)));
        CompletableFuture<Resolution> answer = test.ask();
        test.pass(JUST_BEFORE_ITS_END);
        assertThat(answer).isNotDone();

        test.register("disk", 200, ScriptedResolver.saying(file.found()));

        assertThat(answer).isCompletedWithValueMatching(file::isIn);
    }

    @Test
    void aPlaceThatDoesNotReturnInItsGraceIsDoneWithout() {
        test.register("default", 100, ScriptedResolver.saying(file.found()));
        test.unregister(test.register("disk", 200, ScriptedResolver.saying(NOT_HERE)));
        CompletableFuture<Resolution> answer = test.ask();

        test.pass(JUST_BEFORE_ITS_END);
        assertThat(answer).isNotDone();
        test.pass(Duration.ofNanos(1));

        assertThat(answer).isCompletedWithValueMatching(file::isIn);
        assertThat(test.ask()).isDone();
    }

    @Test
    void aPlaceAboveTheGapAnswersWithoutWaiting() {
        test.register("client-directory", 300, ScriptedResolver.saying(file.found()));
        test.unregister(test.register("disk", 200, ScriptedResolver.saying(NOT_HERE)));

        assertThat(test.ask()).isCompletedWithValueMatching(file::isIn);
    }

    @Test
    void aRequestThatIsBeingAskedOfAPlaceThatLeavesIsAskedAgainOfTheReturnedOne() {
        long leaving = test.register("disk", 200, ScriptedResolver.saying(new CompletableFuture<>()));
        CompletableFuture<Resolution> answer = test.ask();

        test.unregister(leaving);
        test.register("disk", 200, ScriptedResolver.saying(file.found()));

        assertThat(answer).isCompletedWithValueMatching(file::isIn);
    }

    @Test
    void aPlaceThatFailsBecauseItLeavesIsNoError() {
        CompletableFuture<Resolution> stopped = new CompletableFuture<>();
        long leaving = test.register("disk", 200, ScriptedResolver.saying(stopped));
        CompletableFuture<Resolution> answer = test.ask();

        test.unregister(leaving);
        stopped.completeExceptionally(new IllegalStateException("the bundle was stopped"));
        assertThat(answer).isNotDone();
        test.register("disk", 200, ScriptedResolver.saying(file.found()));

        assertThat(answer).isCompletedWithValueMatching(file::isIn);
    }

    @Test
    void aPlaceThatThrowsWhileItLeavesIsNoError() {
        long[] leaving = new long[1];
        leaving[0] = test.register("disk", 200, new ScriptedResolver(() -> {
            test.unregister(leaving[0]);
            throw new IllegalStateException("the bundle was stopped");
        }));
        CompletableFuture<Resolution> answer = test.ask();
        assertThat(answer).isNotDone();

        test.register("disk", 200, ScriptedResolver.saying(file.found()));

        assertThat(answer).isCompletedWithValueMatching(file::isIn);
    }

    @Test
    void aFileFoundByAPlaceThatLeftMeanwhileIsClosedAndAskedForAgain() {
        CompletableFuture<Resolution> late = new CompletableFuture<>();
        CountingFile first = new CountingFile();
        long leaving = test.register("disk", 200, ScriptedResolver.saying(late));
        CompletableFuture<Resolution> answer = test.ask();

        test.unregister(leaving);
        late.complete(first.found());
        test.register("disk", 200, ScriptedResolver.saying(file.found()));

        assertThat(answer).isCompletedWithValueMatching(file::isIn);
        assertThat(first.closed).hasValue(1);
    }

    @Test
    void aPlaceThatMissedTheFileIsNotAskedAgainWhenItIsSwapped() {
        ScriptedResolver again = ScriptedResolver.saying(file.found());
        CompletableFuture<Resolution> attaching = new CompletableFuture<>();
        long swapped = test.register("client-directory", 300, ScriptedResolver.saying(NOT_HERE));
        test.register("disk", 200, ScriptedResolver.saying(attaching));
        CompletableFuture<Resolution> answer = test.ask();

        test.unregister(swapped);
        test.register("client-directory", 300, again);
        attaching.complete(NOT_HERE);

        assertThat(answer).isCompletedWithValueMatching(Resolution.NotHere.class::isInstance);
        assertThat(again.asked).isEmpty();
    }

    @Test
    void aPlaceThatLeavesTwiceHasAGraceEachTime() {
        test.unregister(test.register("disk", 200, ScriptedResolver.saying(NOT_HERE)));
        test.pass(Duration.ofSeconds(4));
        test.unregister(test.register("disk", 200, ScriptedResolver.saying(NOT_HERE)));
        CompletableFuture<Resolution> answer = test.ask();

        test.pass(JUST_BEFORE_ITS_END);
        assertThat(answer).isNotDone();
        test.pass(Duration.ofNanos(1));

        assertThat(answer).isDone();
    }

    @Test
    void aRequestGoesToItsEndAfterTheChainWasStopped() {
        CompletableFuture<Resolution> attaching = new CompletableFuture<>();
        long id = test.register("disk", 200, ScriptedResolver.saying(attaching));
        CompletableFuture<Resolution> answer = test.ask();

        test.chain.close();
        test.unregister(id); // Declarative Services takes a component's references away after it was deactivated
        attaching.complete(file.found());

        assertThat(answer).isCompletedWithValueMatching(file::isIn);
        assertThat(file.closed).hasValue(0);
    }
}
