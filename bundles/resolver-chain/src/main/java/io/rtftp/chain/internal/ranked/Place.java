package io.rtftp.chain.internal.ranked;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import io.rtftp.api.file.Resolution;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A registered resolver. */
record Place(String name, int ranking, long serviceId, FileResolver resolver, Tally tally) implements Slot {

    /** The same place, which goes on from what was counted. */
    Place counting(Tally before) {
        return new Place(name, ranking, serviceId, resolver, before);
    }

    /** Asks it. What is wrong with a resolver shows in the stage, never as an exception here and never as null. */
    CompletionStage<Resolution> ask(FileRequest request) {
        try {
            @Nullable CompletionStage<Resolution> answer = resolver.resolve(request);
            return answer == null ? nothingFrom("resolve") : answer.thenApply(Place::checked);
        } catch (RuntimeException | LinkageError failure) { // LinkageError: its bundle is being taken away
            return CompletableFuture.failedFuture(failure);
        }
    }

    private static Resolution checked(@Nullable Resolution given) {
        if (given == null) {
            throw new IllegalStateException("its answer was null");
        }
        return given;
    }

    private static <T> CompletionStage<T> nothingFrom(String method) {
        return CompletableFuture.failedFuture(new IllegalStateException("its " + method + " method gave no stage"));
    }
}
