package io.rtftp.shell.internal.input;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long an operator waits for an answer. Blocks the calling thread, which is the shell's own and nobody else's; an
 * interrupt (Ctrl-C) ends the wait.
 *
 * @param most the longest wait
 */
public record Patience(Duration most) {

    /**
     * Waits.
     *
     * @param what what is waited for, to begin the sentence of a failure
     * @throws CommandFailedException when the stage fails, when it takes too long, when the wait is interrupted
     */
    public <T> T await(CompletionStage<T> answer, String what) throws CommandFailedException {
        try {
            return answer.toCompletableFuture().get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new CommandFailedException(
                    what + " takes longer than " + most.toSeconds()
                            + " s and goes on; rtftp:disks shows what is being attached, --timeout SECONDS waits longer",
                    late);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            throw new CommandFailedException(what + " failed: " + reason, cause);
        } catch (InterruptedException stopped) {
            // Not set again: the exception ends the command, and the shell's thread lives on to show it.
            throw new CommandFailedException(what + " goes on; the wait for it was interrupted", stopped);
        }
    }
}
