package io.rtftp.guestfs.internal.source;

import java.util.List;

/** What is mounted where. */
public sealed interface MountPlan {

    /** As libguestfs inspection finds the operating system's own mounts. */
    record Inspected() implements MountPlan {}

    /** As listed, in order; never empty. */
    record Listed(List<Mount> mounts) implements MountPlan {

        /** Copies the list. */
        public Listed {
            mounts = List.copyOf(mounts);
            if (mounts.isEmpty()) {
                throw new IllegalArgumentException("no mounts");
            }
        }
    }

    /**
     * One mount.
     *
     * @param what the filesystem
     * @param mountpoint an absolute, normalised path on the disk
     * @param options mount options, each from the allowed list, such as {@code subvol=@}
     */
    record Mount(Filesystem what, String mountpoint, List<String> options) {

        /** Copies the options. */
        public Mount {
            options = List.copyOf(options);
        }
    }

    /** Which filesystem of the disk is meant. */
    sealed interface Filesystem {}

    /** The partition with this number in the partition table, 1-based, as {@code lsblk} shows it. */
    record Partition(int number) implements Filesystem {}

    /** The whole disk, without a partition table. */
    record WholeDisk() implements Filesystem {}

    /** A logical volume, {@code /dev/VG/LV}. */
    record LogicalVolume(String device) implements Filesystem {}

    /** The filesystem with this label. */
    record Label(String label) implements Filesystem {}

    /** The filesystem with this UUID. */
    record Uuid(String uuid) implements Filesystem {}
}
