package io.rtftp.chain.internal.ranked;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.Resolution;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One request being asked of one place, until it is answered or abandoned. A file that comes too late is closed. Thread-safe. */
final class Asking {

    /** How it came out. */
    sealed interface Outcome {

        /** The place answered. */
        record Answered(Resolution resolution) implements Outcome {}

        /** The place could not be asked. */
        record Failed(Throwable cause) implements Outcome {}

        /** Nobody waits for the answer any more. */
        record Abandoned() implements Outcome {}
    }

    private final Place place;
    private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();

    Asking(Place place) {
        this.place = place;
    }

    /** Asks; {@code answered} is run once when there is an answer, perhaps before this returns. */
    void ask(FileRequest request, Runnable answered) {
        CompletionStage<Resolution> answer = place.ask(request);
        var unused = answer.whenComplete((resolution, failure) -> {
            Outcome came = failure == null ? new Outcome.Answered(resolution) : new Outcome.Failed(unwrapped(failure));
            if (outcome.compareAndSet(null, came)) {
                answered.run();
            } else {
                close(came);
            }
        });
    }

    Place place() {
        return place;
    }

    /** How it came out; null while that is open. */
    @Nullable
    Outcome outcome() {
        return outcome.get();
    }

    /** Nobody wants the answer any more, whether it is there already or comes later. */
    void abandon() {
        close(outcome.getAndSet(new Outcome.Abandoned()));
    }

    /** The reason behind what a stage wraps it in. */
    static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static void close(@Nullable Outcome late) {
        if (late instanceof Outcome.Answered answered) {
            answered.resolution().discard();
        }
    }
}
