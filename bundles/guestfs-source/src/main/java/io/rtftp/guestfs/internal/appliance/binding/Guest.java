package io.rtftp.guestfs.internal.appliance.binding;

import io.rtftp.guestfs.internal.appliance.ApplianceException;
import java.util.List;
import java.util.Map;

/**
 * One libguestfs handle: the calls that are used, named as in guestfs(3) with the words joined Java's way. Each call waits until the
 * appliance has answered. For one thread at a time; the thread that owns it closes it.
 */
public interface Guest {

    /** The object of the host's class behind it, which outlives this revision of our own code: {@link HostLibrary#over} takes it. */
    Object handle();

    /** {@code guestfs_set_backend}. */
    void setBackend(String backend) throws ApplianceException;

    /** {@code guestfs_set_backend_settings}. */
    void setBackendSettings(String[] settings) throws ApplianceException;

    /** {@code guestfs_set_memsize}, in MiB. */
    void setMemsize(int mebibytes) throws ApplianceException;

    /** {@code guestfs_set_smp}: how many processors it has. */
    void setSmp(int processors) throws ApplianceException;

    /** {@code guestfs_set_tmpdir}. */
    void setTmpdir(String directory) throws ApplianceException;

    /** {@code guestfs_get_sockdir}: below which libguestfs has its own sockets. */
    String getSockdir() throws ApplianceException;

    /** {@code guestfs_config}: one option of QEMU's command line. */
    void config(String option, String value) throws ApplianceException;

    /** {@code guestfs_add_drive_ro}. */
    void addDriveRo(String file) throws ApplianceException;

    /** {@code guestfs_launch}. */
    void launch() throws ApplianceException;

    /** {@code guestfs_get_pid}: the process of QEMU. */
    int getPid() throws ApplianceException;

    /** {@code guestfs_list_disk_labels}: devices by serial number, partitions by that with their number behind it. */
    Map<String, String> listDiskLabels() throws ApplianceException;

    /** {@code guestfs_list_partitions}. */
    String[] listPartitions() throws ApplianceException;

    /** {@code guestfs_blockdev_rereadpt}: reads the partition table again and waits until the partitions are there. */
    void blockdevRereadpt(String device) throws ApplianceException;

    /** {@code guestfs_lvm_scan}, which activates what it finds. */
    void lvmScan(boolean activate) throws ApplianceException;

    /** {@code guestfs_vg_activate_all}. */
    void vgActivateAll(boolean activate) throws ApplianceException;

    /** {@code guestfs_lvs}. */
    String[] lvs() throws ApplianceException;

    /** {@code guestfs_vfs_type}; empty where there is no filesystem. */
    String vfsType(String device) throws ApplianceException;

    /** {@code guestfs_vfs_label}. */
    String vfsLabel(String device) throws ApplianceException;

    /** {@code guestfs_vfs_uuid}. */
    String vfsUuid(String device) throws ApplianceException;

    /** {@code guestfs_inspect_os}: the root filesystems found. */
    String[] inspectOs() throws ApplianceException;

    /** {@code guestfs_inspect_get_mountpoints}: devices by mount point. */
    Map<String, String> inspectGetMountpoints(String root) throws ApplianceException;

    /** {@code guestfs_mkmountpoint}. */
    void mkmountpoint(String path) throws ApplianceException;

    /** {@code guestfs_mount_options}. */
    void mountOptions(String options, String device, String mountpoint) throws ApplianceException;

    /** {@code guestfs_umount_all}. */
    void umountAll() throws ApplianceException;

    /** {@code guestfs_is_dir_opts}: false for what is not there, an error for what can't be read or leads in circles. */
    boolean isDirOpts(String path, Map<String, Object> options) throws ApplianceException;

    /** {@code guestfs_readlink}. */
    String readlink(String path) throws ApplianceException;

    /** {@code guestfs_realpath}. */
    String realpath(String path) throws ApplianceException;

    /** {@code guestfs_lstatns}. */
    FileStatus lstatns(String path) throws ApplianceException;

    /** {@code guestfs_readdir}. */
    List<DirectoryEntry> readdir(String directory) throws ApplianceException;

    /** {@code guestfs_lstatnslist}: in the order of the names, with inode -1 where a file could not be asked. */
    List<FileStatus> lstatnslist(String directory, String[] names) throws ApplianceException;

    /** {@code guestfs_download_offset}: creates or truncates {@code target}. */
    void downloadOffset(String path, String target, long offset, long size) throws ApplianceException;

    /** {@code guestfs_close}: ends the appliance. */
    void close() throws ApplianceException;

    /**
     * A file's status.
     *
     * @param inode -1 where it could not be asked
     * @param mode type and permissions, as in stat(2)
     * @param size in bytes
     */
    record FileStatus(long inode, long mode, long size) {

        /** What could not be asked. */
        public static final FileStatus UNKNOWN = new FileStatus(-1, 0, 0);

        private static final long TYPE = 0170000;

        /** Whether it could be asked. */
        public boolean isKnown() {
            return inode != -1;
        }

        /** Whether it is a regular file. */
        public boolean isRegular() {
            return (mode & TYPE) == 0100000;
        }

        /** Whether it is a directory. */
        public boolean isDirectory() {
            return (mode & TYPE) == 0040000;
        }

        /** Whether it is a symbolic link. */
        public boolean isLink() {
            return (mode & TYPE) == 0120000;
        }
    }

    /**
     * An entry of a directory.
     *
     * @param name without its directory
     */
    record DirectoryEntry(String name) {}
}
