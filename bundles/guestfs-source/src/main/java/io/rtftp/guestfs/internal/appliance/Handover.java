package io.rtftp.guestfs.internal.appliance;

import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * Where a revision of this bundle that is stopped leaves its warm appliances to the next one, since to boot others takes longer than a
 * client waits. It is kept in the table of the process's system properties, as
 * {@link io.rtftp.guestfs.internal.appliance.binding.HostLibrary} keeps the library, and holds the JDK's types alone. Who takes an offer
 * out has it: the revision that is given it, or the one that made it and ends it. Thread-safe.
 *
 * <p>An offer is a function. Asked once, with what is wanted in words, it gives the parts of a machine ({@link Machine#parts}), or fails
 * where the appliance is another; then it ends it.
 */
final class Handover {

    /** The number is that of this agreement between revisions: one that changes it sees nothing of the others. */
    private static final String KEEPER = "io.rtftp.appliances.1";

    private final Map<Object, Object> process;

    /**
     * A handover.
     *
     * @param process the table of the process
     */
    Handover(Map<Object, Object> process) {
        this.process = process;
    }

    /** That of this process. */
    static Handover ofThisProcess() {
        return new Handover(System.getProperties());
    }

    /** Leaves an appliance to whoever asks first. */
    void offer(Function<String, CompletableFuture<Map<String, Object>>> offer) {
        offers().add(offer);
    }

    /** Takes an offer back; false where somebody has it already. */
    boolean withdraw(Function<String, CompletableFuture<Map<String, Object>>> offer) {
        return offers().remove(offer);
    }

    /** What comes of the longest offer; empty where there is none. */
    Optional<CompletableFuture<Map<String, Object>>> next(String wanted) {
        return Optional.ofNullable(offers().poll()).map(offer -> offer.apply(wanted));
    }

    @SuppressWarnings("unchecked") // by the agreement
    private Queue<Function<String, CompletableFuture<Map<String, Object>>>> offers() {
        return (Queue<Function<String, CompletableFuture<Map<String, Object>>>>)
                process.computeIfAbsent(KEEPER, unknown -> new ConcurrentLinkedQueue<Object>());
    }
}
