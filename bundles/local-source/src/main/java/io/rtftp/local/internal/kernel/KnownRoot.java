package io.rtftp.local.internal.kernel;

/**
 * A directory whose files may be read at a glance: it lies on a disk of this machine, where opening a file waits for nobody.
 *
 * @param path absolute; symbolic links in it are followed
 * @param device the number of its file system (st_dev)
 */
public record KnownRoot(String path, long device) {

    /** Whether this names something below it. */
    boolean isAbove(String other) {
        return other.startsWith(path) && other.length() > path.length() && other.charAt(path.length()) == '/';
    }
}
