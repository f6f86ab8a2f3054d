package io.rtftp.guestfs.internal.appliance;

import io.rtftp.guestfs.internal.appliance.binding.Guest;
import java.util.List;

/**
 * The logical volumes of an appliance's disk. The appliance's udev activates them whenever the disk is plugged in, whether they are needed
 * or not; those that are still active when it is unplugged stay, can't be read, and would be taken for those of the next view. For the
 * lane's thread alone.
 */
final class LogicalVolumes {

    private final Guest guest;
    private boolean asked;
    private boolean there;

    /** Nothing is known yet; a disk that has none is taken to stay so, since asking takes long (0.4 s under emulation). */
    LogicalVolumes(Guest guest) {
        this.guest = guest;
    }

    /** Their devices, which are active. */
    List<String> active(PluggedDevice disk) throws ApplianceException {
        // The physical volume may be on a partition the kernel is still about to see.
        disk.partitionsReadAgain();
        guest.lvmScan(true);
        return devices();
    }

    /** Finds out whether there are any, if that is not known; best when nobody waits. */
    void look() throws ApplianceException {
        if (!asked) {
            var unused = devices();
        }
    }

    /** Lets them go, so that the disk can be unplugged; nothing must be mounted. */
    void release() throws ApplianceException {
        look();
        if (there) {
            guest.vgActivateAll(false);
            guest.vgActivateAll(false); // udev may have been at activating them
        }
    }

    private List<String> devices() throws ApplianceException {
        List<String> devices = List.of(guest.lvs());
        asked = true;
        there |= !devices.isEmpty();
        return devices;
    }
}
