package io.rtftp.shell.internal.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class PatienceTest {

    private final Patience patience = new Patience(Duration.ofSeconds(5));

    @Test
    void anAnswerIsHandedOn() throws CommandFailedException {
        assertThat(patience.await(CompletableFuture.completedFuture("here"), "asking"))
                .isEqualTo("here");
    }

    @Test
    void theReasonOfAFailureIsTheSentence() {
        assertThatThrownBy(() -> patience.await(
                        CompletableFuture.failedFuture(new IOException("Connection refused")),
                        "the refresh of disk lab7"))
                .hasMessage("the refresh of disk lab7 failed: Connection refused");
        assertThatThrownBy(() -> patience.await(CompletableFuture.failedFuture(new IOException()), "asking"))
                .hasMessage("asking failed: IOException");
    }

    @Test
    void theWaitHasAnEnd() {
        assertThatThrownBy(() -> new Patience(Duration.ZERO).await(new CompletableFuture<>(), "asking"))
                .hasMessage(
                        "asking takes longer than 0 s and goes on; rtftp:disks shows what is being attached, --timeout SECONDS waits longer");
    }

    @Test
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> patience.await(new CompletableFuture<>(), "asking"))
                .hasMessage("asking goes on; the wait for it was interrupted");
        assertThat(Thread.interrupted()).isFalse();
    }
}
