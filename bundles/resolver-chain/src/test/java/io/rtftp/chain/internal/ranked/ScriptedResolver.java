package io.rtftp.chain.internal.ranked;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import io.rtftp.api.file.ListedFile;
import io.rtftp.api.file.Resolution;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** A place that answers what a test tells it to, and remembers what it was asked. */
@NullMarked
final class ScriptedResolver implements FileResolver {

    final List<FileRequest> asked = new ArrayList<>();
    private final Supplier<@Nullable CompletionStage<Resolution>> answer;
    private List<ListedFile> listed = List.of();

    ScriptedResolver(Supplier<@Nullable CompletionStage<Resolution>> answer) {
        this.answer = answer;
    }

    /** Always this answer, at once. */
    static ScriptedResolver saying(Resolution resolution) {
        return new ScriptedResolver(() -> CompletableFuture.completedFuture(resolution));
    }

    /** An answer that the test gives later. */
    static ScriptedResolver saying(CompletionStage<Resolution> later) {
        return new ScriptedResolver(() -> later);
    }

    ScriptedResolver listing(ListedFile... files) {
        listed = List.of(files);
        return this;
    }

    @Override
    @SuppressWarnings("NullAway") // a resolver that breaks its contract is what some tests are about
    public CompletionStage<Resolution> resolve(FileRequest request) {
        asked.add(request);
        return answer.get();
    }

    @Override
    public CompletionStage<List<ListedFile>> list(InetAddress client, String directory) {
        return CompletableFuture.completedFuture(listed);
    }
}
