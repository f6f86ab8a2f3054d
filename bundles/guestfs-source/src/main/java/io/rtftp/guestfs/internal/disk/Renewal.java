package io.rtftp.guestfs.internal.disk;

import java.util.concurrent.CompletableFuture;

/**
 * An operator's wish for a view.
 *
 * @param wishedNanos after which it must have been opened
 * @param answer is not completed here where it comes out well
 * @param renewed is run then
 */
record Renewal(long wishedNanos, CompletableFuture<Void> answer, Runnable renewed) implements Ask {

    @Override
    public boolean isContentWith(Generation generation) {
        return generation.openedNanos() - wishedNanos >= 0;
    }

    @Override
    public void answer(Generation generation) {
        renewed.run();
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
