package io.rtftp.protocol.internal.netascii;

import io.rtftp.api.file.ServedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.NullMarked;

/** A file in memory that can fail, shrink, or answer later. */
@NullMarked
final class TextFile implements ServedFile {

    private final byte[] content;
    private final Deque<Runnable> asked = new ArrayDeque<>();
    private int readable;
    private String failure = "";
    private boolean later;
    private boolean closed;

    TextFile(byte[] content) {
        this.content = content.clone();
        this.readable = content.length;
    }

    void failWith(String message) {
        failure = message;
    }

    void shrinkTo(int bytes) {
        readable = bytes;
    }

    void answerLater() {
        later = true;
    }

    boolean isAsked() {
        return !asked.isEmpty();
    }

    /** Answers the oldest read. */
    void answer() {
        asked.remove().run();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public String origin() {
        return "memory";
    }

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public CompletionStage<ByteBuffer> read(long position, int length) {
        CompletableFuture<ByteBuffer> answer = new CompletableFuture<>();
        if (later) {
            asked.add(() -> complete(answer, position, length));
        } else {
            complete(answer, position, length);
        }
        return answer;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void complete(CompletableFuture<ByteBuffer> answer, long position, int length) {
        if (!failure.isEmpty()) {
            answer.completeExceptionally(new IOException(failure));
            return;
        }
        int from = (int) Math.min(position, readable);
        int count = Math.min(length, readable - from);
        answer.complete(ByteBuffer.wrap(content, from, count).slice().asReadOnlyBuffer());
    }
}
