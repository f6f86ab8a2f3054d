package io.rtftp.api.file;

/**
 * One entry of a directory that clients can ask for.
 *
 * @param name its name in that directory, one path segment
 * @param kind what it is
 * @param size in bytes; 0 for a directory
 */
public record ListedFile(String name, Kind kind, long size) {

    /** What an entry is. */
    public enum Kind {
        FILE,
        DIRECTORY
    }
}
