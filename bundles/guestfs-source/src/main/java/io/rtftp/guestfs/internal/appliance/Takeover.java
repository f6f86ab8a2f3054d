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

    Takeover(Handover handover) {
        this.handover = handover;
    }

    /** Takes the first machine that is as wanted and answers, and waits for it; whether there was one. */
    boolean into(ApplianceMachine machine, String wanted) throws ApplianceException {
        while (!givenUp) {
            Optional<CompletableFuture<Map<String, Object>>> next = handover.next(wanted);
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

    /** Waits no longer: what has not come by now stays with who offers it. On any thread. */
    void giveUp() {
        givenUp = true;
        CompletableFuture<Map<String, Object>> awaited = coming;
        if (awaited != null) {
            awaited.cancel(false);
        }
    }
}
