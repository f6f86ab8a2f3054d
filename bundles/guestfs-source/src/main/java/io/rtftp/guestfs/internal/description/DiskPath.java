package io.rtftp.guestfs.internal.description;

/** Absolute paths on a disk. */
final class DiskPath {

    private DiskPath() {}

    /** The path without repeated and trailing slashes; refused unless it is absolute and free of {@code .}, {@code ..} and NUL. */
    static String of(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("it must be an absolute path on the disk, such as /boot");
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a path has no NUL character");
        }
        StringBuilder path = new StringBuilder();
        for (String segment : text.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException("it must be without '.' and '..'");
            }
            path.append(segment.isEmpty() ? "" : "/").append(segment);
        }
        return path.isEmpty() ? "/" : path.toString();
    }
}
