package io.rtftp.guestfs.internal.description;

import io.rtftp.guestfs.internal.source.DiskSource;

/**
 * What one {@code .nbd} file says.
 *
 * @param source the disk
 * @param root the path on the disk that a client sees as its top: absolute, normalised
 * @param onFailure what a client is told when the disk can't be read
 */
public record DiskDescription(DiskSource source, String root, OnFailure onFailure) {

    /** What a client is told when the disk can't be read. */
    public enum OnFailure {
        /** That it can't be read, as an error. */
        ERROR,
        /** What the next place in the chain says. */
        SKIP
    }
}
