package io.rtftp.shell.internal;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ResolverChain;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.NullMarked;

/** A chain that gives the same answers to everything and remembers what it was asked. */
@NullMarked
public final class FakeChain implements ResolverChain {

    /** What {@link #resolvers} says. */
    public List<ResolverView> resolvers = List.of();

    /** What {@link #explain} says. */
    public CompletionStage<List<Answer>> answers = CompletableFuture.completedFuture(List.of());

    /** What {@link #list} says. */
    public List<PlacedFile> files = List.of();

    /** The questions so far. */
    public final List<String> asked = new ArrayList<>();

    @Override
    public CompletionStage<Resolution> resolve(FileRequest request) {
        throw new IllegalStateException("the shell asks for no file");
    }

    @Override
    public CompletionStage<List<Answer>> explain(FileRequest request) {
        asked.add(request.clientAddress() + " " + request.path());
        return answers;
    }

    @Override
    public CompletionStage<List<PlacedFile>> list(InetAddress client, String directory) {
        asked.add(client.getHostAddress() + " " + directory);
        return CompletableFuture.completedFuture(files);
    }

    @Override
    public List<ResolverView> resolvers() {
        return resolvers;
    }
}
