package io.rtftp.guestfs.internal.server;

import io.rtftp.guestfs.internal.appliance.ApplianceSettings;
import io.rtftp.guestfs.internal.disk.DiskRules;
import java.nio.file.Path;

/**
 * What an operator sets.
 *
 * @param root the TFTP root
 * @param attachAtStart whether a disk is attached when its description appears, before anyone asks
 * @param rules the rules of disks
 * @param appliances how appliances are made; its run directory is below the spool's
 * @param spool where files are kept
 */
public record DiskSettings(
        Path root, boolean attachAtStart, DiskRules rules, ApplianceSettings appliances, SpoolSettings spool) {

    /** The appliances' settings with another number of warm ones. */
    ApplianceSettings appliancesWithWarm(int warm) {
        return new ApplianceSettings(
                warm,
                appliances.most(),
                appliances.accelerator(),
                appliances.memoryMebibytes(),
                appliances.callLimit(),
                appliances.launchLimit(),
                appliances.runDirectory(),
                appliances.tlsDirectory(),
                appliances.hotPlug());
    }

    /**
     * Where files are kept.
     *
     * @param directory below which the server makes a directory of its own
     * @param limitBytes the most that is held
     */
    public record SpoolSettings(Path directory, long limitBytes) {}
}
