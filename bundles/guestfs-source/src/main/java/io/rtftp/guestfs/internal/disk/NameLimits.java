package io.rtftp.guestfs.internal.disk;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names that no file can have, or that can't be asked for: looking for one fails as it does on a disk that can't be read. Linux takes
 * NAME_MAX bytes for a name and PATH_MAX, with the final zero, for a path (limits.h). libguestfs's Java binding passes what lies beyond
 * U+FFFF on as two halves of a character, which is another name.
 */
final class NameLimits {

    private static final int NAME_BYTES_MOST = 255;
    private static final int PATH_BYTES_MOST = 4096;

    private NameLimits() {}

    /** Why no file can be found at this path, for a person to read; empty where one may be. */
    static Optional<String> hinder(String path) {
        if (path.chars().anyMatch(unit -> Character.isSurrogate((char) unit))) {
            return Optional.of("a name with characters beyond U+FFFF can't be looked for on a disk");
        }
        boolean tooLong = bytes(path) >= PATH_BYTES_MOST
                || Stream.of(path.split("/", -1)).anyMatch(name -> bytes(name) > NAME_BYTES_MOST);
        return tooLong ? Optional.of("no file on a disk has so long a name") : Optional.empty();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
