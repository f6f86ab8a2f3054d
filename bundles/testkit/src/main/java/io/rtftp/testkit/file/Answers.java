package io.rtftp.testkit.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ServedFile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Waiting for what a place answers, and no longer than {@code patience}. */
record Answers(Duration patience) {

    /** What the stage completes with; what it fails with is thrown, wrapped. */
    <T> T of(CompletionStage<T> stage) {
        return within(stage).join();
    }

    /** What the stage fails with. */
    Throwable failureOf(CompletionStage<?> stage) {
        Throwable failure = within(stage)
                .handle((value, thrown) ->
                        thrown == null ? new AssertionError("it did not fail but gave " + value) : thrown)
                .join();
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** The file that was found. */
    ServedFile found(CompletionStage<Resolution> stage) {
        Resolution resolution = of(stage);
        assertThat(resolution).isInstanceOf(Resolution.Found.class);
        return ((Resolution.Found) resolution).file();
    }

    /** Bytes of the file. */
    byte[] read(ServedFile file, long position, int length) {
        return bytes(of(file.read(position, length)));
    }

    /** All bytes of the file, in pieces as a transfer asks for them. */
    byte[] readAll(ServedFile file, int pieceBytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (long position = 0; position < file.size(); position += pieceBytes) {
            all.writeBytes(read(file, position, pieceBytes));
        }
        return all.toByteArray();
    }

    /** What a buffer holds, which it still holds afterwards. */
    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.slice().get(bytes);
        return bytes;
    }

    private <T> CompletableFuture<T> within(CompletionStage<T> stage) {
        return stage.toCompletableFuture().copy().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
