package io.rtftp.guestfs.internal.disk;

import io.rtftp.api.disk.DiskView;
import io.rtftp.guestfs.internal.appliance.Appliance;
import java.util.Optional;

/**
 * A disk as it was at the end of a turn. What its appliance holds costs a look at the host's processes, so who asks looks, not the
 * timeline's thread. Thread-safe.
 *
 * @param disk without its appliance
 * @param appliance the one it has
 */
record Seen(DiskView disk, Optional<Appliance> appliance) {

    /** As operators see it. */
    DiskView view() {
        return new DiskView(
                disk.name(),
                disk.url(),
                disk.state(),
                disk.clients(),
                disk.descriptions(),
                disk.generation(),
                disk.generationAge(),
                disk.mounts(),
                disk.use(),
                appliance.map(Appliance::view),
                disk.lastError(),
                disk.notes());
    }
}
