package com.example.macsource;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import io.rtftp.api.file.Resolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Looks for files in the directory that {@link Place} says. A resolver must not block its caller, so it looks on a thread of its own. */
final class DirectoryResolver implements FileResolver {

    /** Says where to look. */
    @FunctionalInterface
    interface Where {
        Place of(FileRequest request) throws IOException;
    }

    private final Executor threads;
    private final Where where;

    DirectoryResolver(Executor threads, Where where) {
        this.threads = threads;
        this.where = where;
    }

    @Override
    public CompletionStage<Resolution> resolve(FileRequest request) {
        CompletableFuture<Resolution> answer = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                answer.complete(look(request));
            } catch (IOException | RuntimeException failure) {
                answer.completeExceptionally(failure); // an error, which is not the same as "not here"
            }
        });
        return answer;
    }

    private Resolution look(FileRequest request) throws IOException {
        Place place = where.of(request);
        if (place.path().isEmpty()) {
            return new Resolution.NotHere(place.why());
        }
        Path asked = place.directory().resolve(place.path());
        if (!Files.isRegularFile(asked)) {
            return new Resolution.NotHere("no file " + asked);
        }
        Path real = asked.toRealPath();
        if (!real.startsWith(place.directory().toRealPath())) {
            return new Resolution.Refused("a symbolic link leads out of the directory");
        }
        if (!Files.isReadable(real)) {
            return new Resolution.Refused("the server may not read the file");
        }
        return new Resolution.Found(LocalFile.open(real, asked.toString(), threads));
    }
}
