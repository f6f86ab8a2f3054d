package io.rtftp.chain.internal.ranked;

import static io.rtftp.chain.internal.ranked.ChainUnderTest.NOT_HERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Who stops waiting leaves no file open. */
@NullMarked
class AbandonedRequestTest {

    private final ChainUnderTest test = ChainUnderTest.settled();
    private final CountingFile file = new CountingFile();
    private final CompletableFuture<Resolution> later = new CompletableFuture<>();

    @Test
    void aFileThatIsFoundAfterTheRequestWasCancelledIsClosed() {
        test.register("disk", 200, ScriptedResolver.saying(later));
        assertThat(test.ask().cancel(false)).isTrue();

        later.complete(file.found());

        assertThat(file.closed).hasValue(1);
    }

    @Test
    void nobodyElseIsAskedAfterTheRequestWasCancelled() {
        ScriptedResolver next = ScriptedResolver.saying(NOT_HERE);
        test.register("disk", 200, ScriptedResolver.saying(later));
        test.register("default", 100, next);
        assertThat(test.ask().cancel(false)).isTrue();

        later.complete(NOT_HERE);

        assertThat(next.asked).isEmpty();
    }

    @Test
    void aCancelledRequestThatWaitedInAGapIsNotAskedWhenThePlaceReturns() {
        ScriptedResolver returned = ScriptedResolver.saying(NOT_HERE);
        test.unregister(test.register("disk", 200, ScriptedResolver.saying(NOT_HERE)));
        assertThat(test.ask().cancel(false)).isTrue();

        test.register("disk", 200, returned);

        assertThat(returned.asked).isEmpty();
    }

    /** Many threads meet at one moment: the file goes to the caller or is closed, never both, never neither. */
    @RepeatedTest(50)
    void whenTheAnswerAndTheCancellationMeetTheFileIsTheCallersOrClosed() throws InterruptedException {
        test.register("disk", 200, ScriptedResolver.saying(later));
        CompletableFuture<Resolution> answer = test.ask();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (Runnable act : List.<Runnable>of(() -> later.complete(file.found()), () -> answer.cancel(false))) {
            Thread thread = new Thread(() -> {
                awaitQuietly(start);
                act.run();
            });
            thread.start();
            threads.add(thread);
        }

        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(file.closed).hasValue(answer.isCancelled() ? 1 : 0);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
