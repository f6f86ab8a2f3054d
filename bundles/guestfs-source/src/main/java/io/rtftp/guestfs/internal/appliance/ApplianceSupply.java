package io.rtftp.guestfs.internal.appliance;

import io.rtftp.api.disk.ApplianceView;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where appliances come from. Thread-safe; never blocks the caller. */
public interface ApplianceSupply {

    /**
     * An appliance that has not seen a disk: a warm one where there is one, else the next that has booted. Requests beyond the
     * configured maximum wait their turn, first come first served.
     *
     * @param disk the name of the disk it is for, for people to read
     * @return completes with an appliance the caller owns and closes; exceptionally with an {@link ApplianceException} when none can be
     *     booted. Cancelling the stage's {@code toCompletableFuture()} gives up the place in the queue
     */
    CompletionStage<Appliance> acquire(String disk);

    /** The appliances there are, by id. */
    List<ApplianceView> appliances();
}
