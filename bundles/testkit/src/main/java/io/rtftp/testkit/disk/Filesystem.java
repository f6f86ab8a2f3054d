package io.rtftp.testkit.disk;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A filesystem to be made, and what is in it. A value: each method gives a changed copy.
 *
 * @param kind its format
 * @param mebibytes its size
 * @param label its label; empty for none
 * @param uuid its UUID (FAT: a volume id such as {@code 1234-ABCD}); empty for one by chance
 * @param files contents by path, without a leading slash
 * @param links targets of symbolic links by path
 */
public record Filesystem(
        Kind kind, int mebibytes, String label, String uuid, Map<String, Bytes> files, Map<String, String> links) {

    /** Formats of filesystems. */
    public enum Kind {
        /** FAT32, or FAT16 where that is too small. */
        FAT,
        /** ext4 with a journal. */
        EXT4,
        /** XFS, which needs 300 MiB (sparse). */
        XFS,
        /** btrfs, which needs 128 MiB (sparse). */
        BTRFS,
        /** ext4 on the logical volume {@code /dev/vg/lv}; made with guestfish, so it takes as long as an appliance boots. */
        EXT4_ON_LVM,
        /** No filesystem at all: zeros. */
        BLANK
    }

    /** Copies the maps. */
    public Filesystem {
        files = Map.copyOf(files);
        links = Map.copyOf(links);
    }

    /** An empty FAT filesystem. */
    public static Filesystem fat() {
        return empty(Kind.FAT, 34);
    }

    /** An empty ext4 filesystem. */
    public static Filesystem ext4() {
        return empty(Kind.EXT4, 32);
    }

    /** An empty XFS filesystem. */
    public static Filesystem xfs() {
        return empty(Kind.XFS, 320);
    }

    /** An empty btrfs filesystem. */
    public static Filesystem btrfs() {
        return empty(Kind.BTRFS, 128);
    }

    /** An empty ext4 filesystem on the logical volume {@code /dev/vg/lv}. */
    public static Filesystem ext4OnLvm() {
        return empty(Kind.EXT4_ON_LVM, 64);
    }

    /** Nothing that can be mounted. */
    public static Filesystem blank() {
        return empty(Kind.BLANK, 4);
    }

    private static Filesystem empty(Kind kind, int mebibytes) {
        return new Filesystem(kind, mebibytes, "", "", Map.of(), Map.of());
    }

    /** This one with another size. */
    public Filesystem mebibytes(int size) {
        return new Filesystem(kind, size, label, uuid, files, links);
    }

    /** This one with a label. */
    public Filesystem label(String text) {
        return new Filesystem(kind, mebibytes, text, uuid, files, links);
    }

    /** This one with a UUID. */
    public Filesystem uuid(String text) {
        return new Filesystem(kind, mebibytes, label, text, files, links);
    }

    /** This one with a file, whose directories are made. */
    public Filesystem file(String path, byte[] content) {
        Map<String, Bytes> more = new LinkedHashMap<>(files);
        more.put(path, new Bytes(content));
        return new Filesystem(kind, mebibytes, label, uuid, more, links);
    }

    /** This one with a file of text. */
    public Filesystem file(String path, String text) {
        return file(path, Bytes.of(text).array());
    }

    /** This one with a symbolic link; not on FAT, which has none. */
    public Filesystem link(String path, String target) {
        Map<String, String> more = new LinkedHashMap<>(links);
        more.put(path, target);
        return new Filesystem(kind, mebibytes, label, uuid, files, more);
    }
}
