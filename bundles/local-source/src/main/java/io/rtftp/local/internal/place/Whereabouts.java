package io.rtftp.local.internal.place;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Where a path leads when its symbolic links are followed. */
sealed interface Whereabouts {

    /**
     * To something below the TFTP root.
     *
     * @param root the TFTP root without symbolic links
     * @param real the path without symbolic links
     * @param attributes of what lies there
     */
    record Inside(Path root, Path real, BasicFileAttributes attributes) implements Whereabouts {}

    /** To nothing. */
    record Nowhere(String why) implements Whereabouts {}

    /** To something that is not given to anybody; the reason names nothing outside the root. */
    record Forbidden(String reason) implements Whereabouts {}

    /** The longest segment Linux knows, in bytes. */
    int NAME_MAX = 255;

    /** The most bytes of one of Java's characters in UTF-8. */
    int UTF_8_MOST = 3;

    /** The longest path Linux knows, in bytes, its final NUL included. */
    int PATH_MAX = 4096;

    /**
     * Follows {@code path}.
     *
     * @throws IOException when that could not be found out, which is not the same as nothing being there
     */
    static Whereabouts of(RealRoot root, Path path) throws IOException {
        if (isTooLong(path)) {
            return new Nowhere("no file can have so long a name");
        }
        try {
            // One system call tells that nothing is there; the real path takes one for each segment.
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Path real = path.toRealPath();
            return root.above(real)
                    .<Whereabouts>map(realRoot -> new Inside(realRoot, real, attributes))
                    .orElseGet(() -> new Forbidden("a symbolic link leads out of the TFTP root"));
        } catch (NoSuchFileException nothing) {
            return new Nowhere("no file " + path);
        } catch (AccessDeniedException denied) {
            return new Forbidden("the server may not read it");
        } catch (FileSystemException unclear) {
            if (leadsNowhere(root.path(), path)) {
                return new Nowhere("no file " + path);
            }
            throw unclear;
        }
    }

    /** Java has one exception for ENOTDIR, ELOOP and a broken disk, so it is looked at which segment is no directory, or a link to nothing. */
    private static boolean leadsNowhere(Path root, Path path) {
        for (int count = root.getNameCount(); count < path.getNameCount(); count++) {
            Path segment = path.getRoot().resolve(path.subpath(0, count));
            try {
                if (!Files.readAttributes(segment, BasicFileAttributes.class).isDirectory()) {
                    return true;
                }
            } catch (IOException unreadable) {
                return Files.isSymbolicLink(segment);
            }
        }
        return Files.isSymbolicLink(path);
    }

    private static boolean isTooLong(Path path) {
        if (path.toString().length() <= NAME_MAX / UTF_8_MOST) {
            return false;
        }
        if (bytes(path) >= PATH_MAX) {
            return true;
        }
        for (Path segment : path) {
            if (bytes(segment) > NAME_MAX) {
                return true;
            }
        }
        return false;
    }

    private static int bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
