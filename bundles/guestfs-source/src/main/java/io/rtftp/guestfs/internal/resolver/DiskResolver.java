package io.rtftp.guestfs.internal.resolver;

import io.rtftp.api.file.ClientAddress;
import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import io.rtftp.api.file.Glance;
import io.rtftp.api.file.ListedFile;
import io.rtftp.api.file.Resolution;
import io.rtftp.guestfs.internal.disk.DiskException;
import io.rtftp.guestfs.internal.disk.DiskFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Files of the client's own remote disk. Thread-safe. */
public final class DiskResolver implements FileResolver {

    private final RootDescriptions descriptions;
    private final DiskFiles files;
    private final Supplier<Path> root;
    private final Glance glance;
    private final Executor reading;

    /**
     * Files of the disks that {@code descriptions} name.
     *
     * @param root the TFTP root now
     * @param glance shows that a client has no description
     * @param reading where descriptions are read
     */
    public DiskResolver(
            RootDescriptions descriptions, DiskFiles files, Supplier<Path> root, Glance glance, Executor reading) {
        this.descriptions = descriptions;
        this.files = files;
        this.root = root;
        this.glance = glance;
        this.reading = reading;
    }

    @Override
    public CompletionStage<Resolution> resolve(FileRequest request) {
        CompletableFuture<Resolution> answer = new CompletableFuture<>();
        resolve(request, answer);
        return answer;
    }

    private void resolve(FileRequest request, CompletableFuture<Resolution> answer) {
        String client = request.clientAddress();
        look(client, answer, sight -> {
            if (sight instanceof RootDescriptions.Sight.Present present) {
                CompletionStage<Resolution> opening = files.open(client, present.description(), request.path());
                pass(opening, answer, () -> resolve(request, answer));
            } else if (sight instanceof RootDescriptions.Sight.None none) {
                answer.complete(new Resolution.NotHere(none.why()));
            } else if (sight instanceof RootDescriptions.Sight.Wrong wrong) {
                answer.completeExceptionally(new IOException(wrong.reason()));
            }
        });
    }

    @Override
    public CompletionStage<List<ListedFile>> list(InetAddress address, String directory) {
        CompletableFuture<List<ListedFile>> answer = new CompletableFuture<>();
        list(ClientAddress.of(address), directory, answer);
        return answer;
    }

    private void list(String client, String directory, CompletableFuture<List<ListedFile>> answer) {
        look(client, answer, sight -> {
            if (sight instanceof RootDescriptions.Sight.Present present) {
                pass(
                        files.list(client, present.description(), directory),
                        answer,
                        () -> list(client, directory, answer));
            } else {
                answer.complete(List.of());
            }
        });
    }

    private void look(String client, CompletableFuture<?> answer, Consumer<RootDescriptions.Sight> then) {
        Optional<RootDescriptions.Sight> seen = descriptions.glance(root.get(), client, glance);
        if (seen.isPresent()) {
            then.accept(seen.get());
            return;
        }
        try {
            reading.execute(() -> then.accept(descriptions.look(root.get(), client)));
        } catch (RejectedExecutionException ended) {
            answer.completeExceptionally(new IOException("the server stops", ended));
        }
    }

    /**
     * Hands the outcome on, and the loss of interest back.
     *
     * @param again asks once more: a disk that was let go while it was waited for may have left its place to another one, or to none
     */
    private static <T> void pass(CompletionStage<T> from, CompletableFuture<T> to, Runnable again) {
        var unused = to.whenComplete((value, failure) -> {
            if (to.isCancelled()) {
                from.toCompletableFuture().cancel(false);
            }
        });
        from.whenComplete((value, failure) -> {
            if (failure instanceof DiskException reason && reason.isLetGo()) {
                again.run();
                return;
            }
            boolean taken = failure == null ? to.complete(value) : to.completeExceptionally(failure);
            if (!taken && value instanceof Resolution late) {
                late.discard();
            }
        });
    }
}
