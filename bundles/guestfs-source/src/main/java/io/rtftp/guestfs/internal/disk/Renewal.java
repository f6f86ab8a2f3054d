package io.rtftp.guestfs.internal.disk;

import java.util.concurrent.CompletableFuture;

/** An operator's wish for a view that was opened after {@code wishedNanos}. */
record Renewal(long wishedNanos, CompletableFuture<Void> answer) implements Ask {

    @Override
    public boolean isContentWith(Generation generation) {
        return generation.openedNanos() - wishedNanos >= 0;
    }

    @Override
    public void answer(Generation generation) {
        answer.complete(null);
    }

    @Override
    public void fail(DiskException reason) {
        answer.completeExceptionally(reason);
    }

    @Override
    public boolean isGone() {
        return answer.isDone();
    }
}
