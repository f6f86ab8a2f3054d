package io.rtftp.guestfs.internal.disk;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** What Linux takes for a path on any filesystem: NAME_MAX, and PATH_MAX with its final zero (limits.h). */
final class NameLimits {

    private static final int NAME_BYTES_MOST = 255;
    private static final int PATH_BYTES_MOST = 4096;

    private NameLimits() {}

    /** Whether no file can have this path; looking for it fails as it does on a disk that can't be read. */
    static boolean areExceededBy(String path) {
        return bytes(path) >= PATH_BYTES_MOST
                || Stream.of(path.split("/", -1)).anyMatch(name -> bytes(name) > NAME_BYTES_MOST);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
