package io.rtftp.chain.internal.ranked;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ResolverChain.Answer;
import io.rtftp.api.file.ResolverChain.Verdict;
import io.rtftp.api.file.ServedFile;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What every place says to one request, for a person to read. No file stays open, and nothing is counted. */
final class Explanation {

    private Explanation() {}

    static CompletionStage<List<Answer>> of(FileRequest request, List<Place> places) {
        List<CompletableFuture<Answer>> answers = places.stream()
                .map(place -> answer(place, request).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(all -> answers.stream().map(CompletableFuture::join).toList());
    }

    private static CompletionStage<Answer> answer(Place place, FileRequest request) {
        return place.ask(request)
                .thenApply(resolution -> answer(place, resolution))
                .exceptionally(failure -> answer(place, Verdict.FAILED, reason(Asking.unwrapped(failure))));
    }

    private static Answer answer(Place place, Resolution resolution) {
        if (resolution instanceof Resolution.Found found) {
            try (ServedFile file = found.file()) {
                return answer(place, Verdict.FOUND, file.origin() + ", " + file.size() + " bytes");
            }
        }
        return resolution instanceof Resolution.Refused refused
                ? answer(place, Verdict.REFUSED, refused.reason())
                : answer(place, Verdict.NOT_HERE, ((Resolution.NotHere) resolution).why());
    }

    private static Answer answer(Place place, Verdict verdict, String detail) {
        return new Answer(place.name(), place.ranking(), verdict, detail);
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
