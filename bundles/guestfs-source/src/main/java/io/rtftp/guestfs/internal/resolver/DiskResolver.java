package io.rtftp.guestfs.internal.resolver;

import io.rtftp.api.file.ClientAddress;
import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import io.rtftp.api.file.ListedFile;
import io.rtftp.api.file.Resolution;
import io.rtftp.guestfs.internal.disk.DiskFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
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
    private final Executor reading;

    /**
     * Files of the disks that {@code descriptions} name.
     *
     * @param root the TFTP root now
     * @param reading where descriptions are read
     */
    public DiskResolver(RootDescriptions descriptions, DiskFiles files, Supplier<Path> root, Executor reading) {
        this.descriptions = descriptions;
        this.files = files;
        this.root = root;
        this.reading = reading;
    }

    @Override
    public CompletionStage<Resolution> resolve(FileRequest request) {
        CompletableFuture<Resolution> answer = new CompletableFuture<>();
        String client = request.clientAddress();
        look(client, answer, sight -> {
            if (sight instanceof RootDescriptions.Sight.Present present) {
                pass(files.open(client, present.description(), request.path()), answer);
            } else if (sight instanceof RootDescriptions.Sight.None none) {
                answer.complete(new Resolution.NotHere(none.why()));
            } else if (sight instanceof RootDescriptions.Sight.Wrong wrong) {
                answer.completeExceptionally(new IOException(wrong.reason()));
            }
        });
        return answer;
    }

    @Override
    public CompletionStage<List<ListedFile>> list(InetAddress address, String directory) {
        CompletableFuture<List<ListedFile>> answer = new CompletableFuture<>();
        String client = ClientAddress.of(address);
        look(client, answer, sight -> {
            if (sight instanceof RootDescriptions.Sight.Present present) {
                pass(files.list(client, present.description(), directory), answer);
            } else {
                answer.complete(List.of());
            }
        });
        return answer;
    }

    private void look(String client, CompletableFuture<?> answer, Consumer<RootDescriptions.Sight> then) {
        try {
            reading.execute(() -> then.accept(descriptions.look(root.get(), client)));
        } catch (RejectedExecutionException ended) {
            answer.completeExceptionally(new IOException("the server stops", ended));
        }
    }

    /** Hands the outcome on, and the loss of interest back. */
    private static <T> void pass(CompletionStage<T> from, CompletableFuture<T> to) {
        var unused = to.whenComplete((value, failure) -> {
            if (to.isCancelled()) {
                from.toCompletableFuture().cancel(false);
            }
        });
        from.whenComplete((value, failure) -> {
            boolean taken = failure == null ? to.complete(value) : to.completeExceptionally(failure);
            if (!taken && value instanceof Resolution.Found found) {
                found.file().close();
            }
        });
    }
}
