package io.rtftp.guestfs.internal.source;

/**
 * A remote disk and how its filesystems are put together: descriptions with equal sources share one appliance and one spool.
 *
 * @param export where the disk is
 * @param mounts what is mounted where
 */
public record DiskSource(NbdExport export, MountPlan mounts) {}
