package io.rtftp.guestfs.internal.appliance;

import io.rtftp.guestfs.internal.appliance.ApplianceBoot.Booted;
import io.rtftp.guestfs.internal.appliance.binding.Guest;
import io.rtftp.guestfs.internal.source.MountPlan;
import java.util.Optional;

/** One view inside its appliance: found, mounted, and taken apart again. For the lane's thread alone. */
final class AttachedView {

    private final Guest guest;
    private final FailedReads reads;
    private final Optional<HotPlug> plug;
    private final LogicalVolumes volumes;
    private final Mounting mounting;

    /**
     * A disk that the appliance sees, with nothing mounted.
     *
     * @param reads tells whether it can be read
     * @param plug how it is unplugged; empty where it goes with the appliance
     * @param booted where it is
     */
    AttachedView(PluggedDevice device, FailedReads reads, Optional<HotPlug> plug, Booted booted) {
        this.guest = device.guest();
        this.reads = reads;
        this.plug = plug;
        this.volumes = booted.volumes();
        this.mounting = new Mounting(guest, new FilesystemFinder(guest, device, volumes), booted.mountpoints());
    }

    void mount(MountPlan plan) throws ApplianceException {
        mounting.mount(plan);
    }

    Mounting mounting() {
        return mounting;
    }

    Guest guest() {
        return guest;
    }

    /** Tells whether the disk can be read. */
    FailedReads reads() {
        return reads;
    }

    /** Whether it can be unplugged from its machine. */
    boolean isPlugged() {
        return plug.isPresent();
    }

    /** Finds out what {@link #close} has to know. */
    void lookForVolumes() throws ApplianceException {
        volumes.look();
    }

    /** Unmounts and unplugs. */
    void close() throws ApplianceException {
        guest.umountAll();
        volumes.release();
        if (plug.isPresent()) {
            plug.get().unplug();
        }
    }
}
