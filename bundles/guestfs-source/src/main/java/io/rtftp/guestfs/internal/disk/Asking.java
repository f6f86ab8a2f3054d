package io.rtftp.guestfs.internal.disk;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A client's request.
 *
 * @param client its address
 * @param arrivedNanos when it came: the view must be fresh for that moment
 * @param use what is done with the view
 * @param failed is told when there is no view
 * @param gone whether the client waits no more
 */
record Asking(
        String client,
        long arrivedNanos,
        Consumer<Generation> use,
        Consumer<DiskException> failed,
        BooleanSupplier gone)
        implements Ask {

    @Override
    public boolean isContentWith(Generation generation) {
        return generation.isFreshFor(client, arrivedNanos);
    }

    @Override
    public void answer(Generation generation) {
        if (!gone.getAsBoolean()) {
            generation.onUse(client);
            use.accept(generation);
        }
    }

    @Override
    public void fail(DiskException reason) {
        failed.accept(reason);
    }

    @Override
    public boolean isGone() {
        return gone.getAsBoolean();
    }
}
