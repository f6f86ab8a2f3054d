package io.rtftp.guestfs.internal.appliance;

import io.rtftp.api.disk.ApplianceView;
import io.rtftp.guestfs.internal.source.DiskSource;
import java.util.concurrent.CompletionStage;

/**
 * A booted appliance, for one disk in its whole life. Calls are queued and run one after the other on the appliance's own thread, its
 * lane; each has a time limit, past which the appliance is killed and everything queued fails. Thread-safe; never blocks the caller.
 */
public interface Appliance extends AutoCloseable {

    /** The appliance as operators see it. */
    ApplianceView view();

    /**
     * Connects to the export, puts a throw-away overlay on top, and mounts its filesystems. At most one view is attached at a time: the
     * one before must have been detached.
     *
     * @return completes with the view; exceptionally with an {@link ApplianceException} whose message names the URL, partition or
     *     filesystem and the reason. After a failure the disk is not attached and the appliance can be asked again, unless {@link #died}
     */
    CompletionStage<MountedDisk> attach(DiskSource source);

    /** Completes with the reason, for a person to read, when the appliance has ended otherwise than by {@link #close}. */
    CompletionStage<String> died();

    /** Ends the appliance and whatever waits for it, leaving no process and no file; returns at once. Closing again does nothing. */
    @Override
    void close();
}
