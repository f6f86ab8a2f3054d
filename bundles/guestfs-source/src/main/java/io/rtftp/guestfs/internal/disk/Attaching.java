package io.rtftp.guestfs.internal.disk;

import io.rtftp.api.disk.DiskAttach;
import io.rtftp.guestfs.internal.appliance.Appliance;
import io.rtftp.guestfs.internal.appliance.MountedDisk;
import io.rtftp.guestfs.internal.source.DiskSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one disk to a view: it waits in line for an appliance, or is attached to one. One step is under way at a time. All calls from
 * the timeline's thread.
 */
final class Attaching {

    private static final Logger LOG = LoggerFactory.getLogger(Attaching.class);

    private final String name;
    private final DiskSource source;
    private final Surroundings world;
    private final Outcome outcome;
    private @Nullable Appliance spare; // ours, with no view to answer from
    private @Nullable CompletionStage<Appliance> queued;
    private boolean attaching;
    private long begunNanos;
    private long applianceNanos;
    private int step; // what comes back from an earlier step is not for us any more

    /**
     * Nothing is under way.
     *
     * @param name the disk's name
     */
    Attaching(String name, DiskSource source, Surroundings world, Outcome outcome) {
        this.name = name;
        this.source = source;
        this.world = world;
        this.outcome = outcome;
    }

    /** Whether a step is under way. */
    boolean isUnderWay() {
        return queued != null || attaching;
    }

    /** Whether it waits in line for an appliance. */
    boolean isQueued() {
        return queued != null;
    }

    /** The appliance that is held without a view. */
    Optional<Appliance> spare() {
        return Optional.ofNullable(spare);
    }

    /** Begins: with the appliance that is held, else in line for one. */
    void begin() {
        begunNanos = world.timeline().nowNanos();
        Appliance ready = spare;
        if (ready != null) {
            attach(ready);
        } else {
            queueUp();
        }
    }

    /** Puts a new view in the place of one that nobody needs the disk for; a place in line is given up. */
    void replace(Generation old) {
        if (!isQueued()) {
            begunNanos = world.timeline().nowNanos();
        }
        leaveLine();
        int mine = ++step;
        attaching = true;
        spare = old.appliance();
        world.timeline().onTurn(old.view().detach(), (unused, failed) -> {
            if (mine != step) {
                old.appliance().close();
            } else if (failed == null) {
                attach(old.appliance());
            } else {
                LOG.warn("disk {} could not be detached: {}", name, Reasons.of(failed));
                old.appliance().close();
                spare = null;
                attaching = false;
                queueUp();
            }
        });
    }

    /** Gives up what is under way, and the appliance that is held. */
    void cancel() {
        step++;
        leaveLine();
        attaching = false;
        if (spare != null) {
            spare.close();
            spare = null;
        }
    }

    private void queueUp() {
        int mine = ++step;
        CompletionStage<Appliance> place = world.supply().acquire(name);
        queued = place;
        world.timeline().onTurn(place, (appliance, failed) -> {
            if (mine != step) {
                if (appliance != null) {
                    appliance.close();
                }
                return;
            }
            queued = null;
            if (appliance == null) {
                applianceNanos = world.timeline().nowNanos();
                tell(false);
                outcome.failed(Reasons.of(failed));
            } else {
                world.timeline().onTurn(appliance.died(), (reason, none) -> onDied(appliance, String.valueOf(reason)));
                attach(appliance);
            }
        });
    }

    private void attach(Appliance appliance) {
        int mine = ++step;
        attaching = true;
        spare = appliance;
        long openedNanos = world.timeline().nowNanos();
        applianceNanos = openedNanos;
        world.timeline().onTurn(appliance.attach(source), (view, failed) -> {
            if (mine != step) {
                appliance.close();
                return;
            }
            attaching = false;
            tell(view != null);
            if (view == null) {
                outcome.failed(Reasons.of(failed));
            } else {
                spare = null;
                outcome.attached(appliance, view, openedNanos);
            }
        });
    }

    private void onDied(Appliance appliance, String reason) {
        if (spare == appliance) {
            spare = null;
            appliance.close(); // it would count among those there may be
        }
        outcome.died(appliance, reason);
    }

    private void tell(boolean succeeded) {
        long elapsedNanos = world.timeline().nowNanos() - begunNanos;
        world.listener()
                .attachEnded(new DiskAttach(
                        name,
                        succeeded,
                        Duration.ofNanos(elapsedNanos),
                        Duration.ofNanos(applianceNanos - begunNanos)));
    }

    private void leaveLine() {
        if (queued != null) {
            queued.toCompletableFuture().cancel(false);
            queued = null;
        }
    }

    /** Is told how it comes out, in a turn of the timeline. */
    interface Outcome {

        /** There is a view; what was on the disk at {@code openedNanos} is in it. */
        void attached(Appliance appliance, MountedDisk view, long openedNanos);

        /** There is none. */
        void failed(String reason);

        /** An appliance that was given to this disk has ended. */
        void died(Appliance appliance, String reason);
    }
}
