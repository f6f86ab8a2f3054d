package io.rtftp.chain.internal.ranked;

import static io.rtftp.chain.internal.ranked.ChainUnderTest.NOT_HERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.FileResolver;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ResolverChain.ResolverView;
import io.rtftp.api.file.ResolverFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NullMarked
class RankedResolverChainTest {

    private final ChainUnderTest test = ChainUnderTest.settled();

    @Test
    void theHighestRankingIsAskedFirstAndOfEqualOnesTheOldestService() {
        test.register("low", 100, ScriptedResolver.saying(NOT_HERE));
        test.register("older", 200, ScriptedResolver.saying(NOT_HERE));
        test.register("younger", 200, ScriptedResolver.saying(NOT_HERE));
        test.register("high", 300, ScriptedResolver.saying(NOT_HERE));

        assertThat(test.chain.resolvers())
                .extracting(ResolverView::name)
                .containsExactly("high", "older", "younger", "low");
    }

    @Test
    void theFirstAnswerThatIsNotNotHereWinsAndNobodyElseIsAsked() {
        CountingFile file = new CountingFile();
        ScriptedResolver last = ScriptedResolver.saying(NOT_HERE);
        test.register("first", 300, ScriptedResolver.saying(NOT_HERE));
        test.register("second", 200, ScriptedResolver.saying(file.found()));
        test.register("last", 100, last);

        assertThat(test.ask()).isCompletedWithValue(new Resolution.Found(file, "second"));
        assertThat(last.asked).isEmpty();
        assertThat(file.closed).hasValue(0);
    }

    @Test
    void aRefusalEndsTheRequest() {
        ScriptedResolver last = ScriptedResolver.saying(new CountingFile().found());
        test.register("first", 300, ScriptedResolver.saying(new Resolution.Refused("secret")));
        test.register("last", 100, last);

        assertThat(test.ask()).isCompletedWithValue(new Resolution.Refused("secret", "first"));
        assertThat(last.asked).isEmpty();
    }

    @Test
    void whereNobodyHasTheFileTheAnswerSaysWhatEveryPlaceMissed() {
        test.register("a", 300, ScriptedResolver.saying(new Resolution.NotHere("no file /a")));
        test.register("b", 100, ScriptedResolver.saying(new Resolution.NotHere("no file /b")));

        assertThat(test.ask()).isCompletedWithValue(new Resolution.NotHere("no file /a; no file /b"));
    }

    @Test
    void anEmptyChainHasNoFile() {
        assertThat(test.ask()).isCompletedWithValue(new Resolution.NotHere("no resolver is there"));
    }

    @Test
    void aRequestIsOpenForAsLongAsAPlaceDoesNotKnowYet() {
        CompletableFuture<Resolution> later = new CompletableFuture<>();
        ScriptedResolver last = ScriptedResolver.saying(NOT_HERE);
        test.register("disk", 200, ScriptedResolver.saying(later));
        test.register("default", 100, last);
        CompletableFuture<Resolution> answer = test.ask();

        assertThat(answer).isNotDone();
        assertThat(last.asked).isEmpty();

        later.complete(NOT_HERE);

        assertThat(answer).isCompletedWithValue(new Resolution.NotHere("no; no"));
    }

    static List<ScriptedResolver> resolversThatFail() {
        Supplier<CompletableFuture<Resolution>> thrown = () -> {
            throw new IllegalStateException("broken");
        };
        Supplier<CompletableFuture<Resolution>> noClass = () -> {
            throw new NoClassDefFoundError("broken");
        };
        return List.of(
                new ScriptedResolver(thrown::get),
                new ScriptedResolver(noClass::get),
                ScriptedResolver.saying(CompletableFuture.failedFuture(new IOException("broken"))),
                ScriptedResolver.saying(
                        CompletableFuture.failedFuture(new CompletionException(new IOException("broken")))));
    }

    @ParameterizedTest
    @MethodSource("resolversThatFail")
    void aPlaceThatFailsEndsTheRequestWithItsNameAndTheReason(ScriptedResolver failing) {
        ScriptedResolver last = ScriptedResolver.saying(new CountingFile().found());
        test.register("disk", 200, failing);
        test.register("default", 100, last);

        assertThat(test.ask())
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(ResolverFailedException.class)
                .withMessageEndingWith("disk: broken");
        assertThat(last.asked).isEmpty();
    }

    @Test
    void aPlaceIsNotNamedTwiceWhereItsReasonBeginsWithItsName() {
        test.register(
                "disk",
                200,
                ScriptedResolver.saying(CompletableFuture.failedFuture(new IOException("disk lab7: broken"))));

        assertThat(test.ask().handle((answer, failure) -> failure.getMessage()).join())
                .isEqualTo("disk lab7: broken");
    }

    @Test
    void aPlaceThatAnswersNullFails() {
        test.register("odd", 200, new ScriptedResolver(() -> null));

        assertThat(test.ask().handle((answer, failure) -> failure.getMessage()).join())
                .isEqualTo("odd: its resolve method gave no stage");
    }

    @Test
    @SuppressWarnings("NullAway") // what a resolver must not do is what this is about
    void aPlaceThatCompletesWithNullFails() {
        test.register("odd", 200, new ScriptedResolver(() -> CompletableFuture.completedFuture(null)));

        assertThat(test.ask().handle((answer, failure) -> failure.getMessage()).join())
                .isEqualTo("odd: its answer was null");
    }

    @Test
    void manyPlacesThatAnswerAtOnceMakeNoDeepStack() {
        CountingFile file = new CountingFile();
        List<Integer> depths = new ArrayList<>();
        IntStream.range(1, 500)
                .forEach(rank -> test.register("p" + rank, rank, new ScriptedResolver(() -> {
                    depths.add(new Throwable().getStackTrace().length);
                    return CompletableFuture.completedFuture(NOT_HERE);
                })));
        test.register("last", 0, ScriptedResolver.saying(file.found()));

        assertThat(test.ask()).isCompletedWithValueMatching(file::isIn);
        assertThat(depths).hasSize(499).containsOnly(depths.get(0));
    }

    @Test
    void whatEachPlaceSaidIsCounted() {
        test.register("a", 300, ScriptedResolver.saying(NOT_HERE));
        test.register("b", 200, ScriptedResolver.saying(new Resolution.Refused("no")));
        assertThat(test.ask()).isDone();
        assertThat(test.ask()).isDone();

        assertThat(test.chain.resolvers())
                .containsExactly(new ResolverView("a", 300, 0, 2, 0, 0), new ResolverView("b", 200, 0, 0, 2, 0));
    }

    @Test
    void aChangedRankingMovesAPlaceAndKeepsItsCounts() {
        ScriptedResolver moving = ScriptedResolver.saying(NOT_HERE);
        long id = test.register("moving", 300, moving);
        test.register("other", 200, ScriptedResolver.saying(NOT_HERE));
        assertThat(test.ask()).isDone();

        test.rank(id, moving, 100);

        assertThat(test.chain.resolvers())
                .containsExactly(
                        new ResolverView("other", 200, 0, 1, 0, 0), new ResolverView("moving", 100, 0, 1, 0, 0));
    }

    @Test
    void aPlaceThatReturnsCountsOn() {
        long id = test.register("coming", 300, ScriptedResolver.saying(NOT_HERE));
        assertThat(test.ask()).isDone();
        test.unregister(id);
        test.register("coming", 300, ScriptedResolver.saying(NOT_HERE));
        assertThat(test.ask()).isDone();

        assertThat(test.chain.resolvers()).containsExactly(new ResolverView("coming", 300, 0, 2, 0, 0));
    }

    @Test
    void aServiceWithoutANameIsNotInTheChain() {
        test.register(ScriptedResolver.saying(NOT_HERE), Map.of("service.ranking", 200));
        test.register(ScriptedResolver.saying(NOT_HERE), Map.of(FileResolver.NAME, " "));

        assertThat(test.chain.resolvers()).isEmpty();
    }

    @Test
    void aRankingThatIsNoIntegerCountsAsZero() { // OSGi Core §5.2.5
        test.register(ScriptedResolver.saying(NOT_HERE), Map.of(FileResolver.NAME, "text", "service.ranking", "250"));

        assertThat(test.chain.resolvers()).containsExactly(new ResolverView("text", 0, 0, 0, 0, 0));
    }

    @Test
    void ofTwoServicesWithOneNameTheOlderIsAskedAndTheYoungerTakesOver() {
        ScriptedResolver younger = ScriptedResolver.saying(new CountingFile().found());
        long older = test.register("mac", 200, ScriptedResolver.saying(NOT_HERE));
        test.register("mac", 300, younger);
        assertThat(test.chain.resolvers()).extracting(ResolverView::ranking).containsExactly(200);

        test.unregister(older);

        assertThat(test.chain.resolvers()).extracting(ResolverView::ranking).containsExactly(300);
        assertThat(test.ask()).isCompletedWithValueMatching(Resolution.Found.class::isInstance);
    }
}
