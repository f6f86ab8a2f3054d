package io.rtftp.guestfs.internal.disk;

import io.rtftp.api.disk.DiskListener;
import io.rtftp.guestfs.internal.appliance.ApplianceSupply;
import io.rtftp.guestfs.internal.spool.Spool;
import io.rtftp.guestfs.internal.time.Timeline;
import java.util.function.Supplier;

/**
 * What every disk works with.
 *
 * @param timeline the thread and the clock
 * @param supply where appliances come from
 * @param spool where files are kept
 * @param rules the rules in force
 * @param listener is told what becomes of disks, in a turn of the timeline
 */
public record Surroundings(
        Timeline timeline, ApplianceSupply supply, Spool spool, Supplier<DiskRules> rules, DiskListener listener) {}
