package io.rtftp.guestfs.internal.appliance;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of one appliance to a machine that another revision of this bundle has booted, or still boots. */
final class Takeover {

    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

    private final Handover handover;

    // Shared with whoever gives up, hence volatile; written on the lane.
    private volatile @Nullable CompletableFuture<Map<String, Object>> coming;
    private volatile boolean givenUp;
    private boolean stopped;

    Takeover(Handover handover) {
        this.handover = handover;
    }

    /** Takes the first machine that is as wanted and answers, and waits for it; whether there was one. */
    boolean into(ApplianceMachine machine, String wanted) throws ApplianceException {
        while (!givenUp) {
            Optional<CompletableFuture<Map<String, Object>>> next = next(wanted);
            if (next.isEmpty()) {
                return false;
            }
            coming = next.get();
            if (givenUp) {
                giveUp();
            }
            try {
                machine.adopt(await(next.get()));
                LOG.info("an appliance was taken over as it was: QEMU is process {}", machine.pid());
                return true;
            } catch (ApplianceException notThisOne) {
                LOG.info("an appliance was not taken over: {}", notThisOne.getMessage());
            } finally {
                coming = null;
            }
        }
        throw new ApplianceException("it was given up");
    }

    private synchronized Optional<CompletableFuture<Map<String, Object>>> next(String wanted)
            throws ApplianceException {
        if (stopped) {
            throw new ApplianceException("it was left to another revision of the bundle before it had a machine");
        }
        return handover.next(wanted);
    }

    private Map<String, Object> await(CompletableFuture<Map<String, Object>> next) throws ApplianceException {
        try {
            return next.get();
        } catch (ExecutionException | CancellationException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new ApplianceException(String.valueOf(reason.getMessage()), reason);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp();
            throw new ApplianceException("interrupted while it was awaited", e);
        }
    }

    /**
     * Takes no other machine; one that is on its way is waited for. To be called before the appliance itself is offered: so it waits only
     * for those that were offered earlier, and never for itself, or for one that waits for it.
     */
    synchronized void stop() {
        stopped = true;
    }

    /** Waits no longer: what has not come by now stays with who offers it. On any thread. */
    void giveUp() {
        givenUp = true;
        CompletableFuture<Map<String, Object>> awaited = coming;
        if (awaited != null) {
            awaited.cancel(false);
        }
    }
}
