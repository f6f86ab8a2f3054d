package io.rtftp.protocol.internal.net;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ResolverChain;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A chain with one place, in memory; what it is not told of is not there. */
class MemoryChain implements ResolverChain {

    private final Map<String, Function<FileRequest, CompletionStage<Resolution>>> answers = new ConcurrentHashMap<>();
    private final List<FileRequest> asked = new CopyOnWriteArrayList<>();
    private final List<MemoryFile> opened = new CopyOnWriteArrayList<>();

    /** Has a file. */
    MemoryChain file(String path, byte[] content) {
        return answer(path, request -> CompletableFuture.completedFuture(found(content)));
    }

    /** Says this about a path. */
    MemoryChain answer(String path, Function<FileRequest, CompletionStage<Resolution>> answer) {
        answers.put(path, answer);
        return this;
    }

    /** An open file of this chain. */
    Resolution.Found found(byte[] content) {
        MemoryFile file = new MemoryFile(content);
        opened.add(file);
        return new Resolution.Found(file);
    }

    /** What was asked for, in order. */
    List<FileRequest> asked() {
        return asked;
    }

    /** The files given out and not closed. */
    long filesOpen() {
        return opened.stream().filter(MemoryFile::isOpen).count();
    }

    @Override
    public CompletionStage<Resolution> resolve(FileRequest request) {
        asked.add(request);
        return answers.getOrDefault(
                        request.path(),
                        missing -> CompletableFuture.completedFuture(new Resolution.NotHere("no " + missing.path())))
                .apply(request);
    }

    @Override
    public CompletionStage<List<Answer>> explain(FileRequest request) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<List<PlacedFile>> list(InetAddress client, String directory) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public List<ResolverView> resolvers() {
        return List.of();
    }
}
