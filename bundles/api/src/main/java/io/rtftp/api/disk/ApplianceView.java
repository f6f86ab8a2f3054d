package io.rtftp.api.disk;

import java.time.Duration;

/**
 * One appliance, libguestfs's small virtual machine, at one moment.
 *
 * @param id a number of its own, counted from 1 since the server started
 * @param state what it is doing
 * @param pid the process id of its QEMU; 0 until there is one
 * @param residentBytes the memory its QEMU holds; 0 where that is not known
 * @param age since its launch began
 * @param disk the name of the disk it serves; empty while it serves none
 */
public record ApplianceView(int id, State state, long pid, long residentBytes, Duration age, String disk) {

    /** The stages of an appliance. It never serves a second disk. */
    public enum State {
        /** Booting. */
        LAUNCHING,
        /** Booted, without a disk. */
        WARM,
        /** A disk is its own. */
        IN_USE
    }
}
