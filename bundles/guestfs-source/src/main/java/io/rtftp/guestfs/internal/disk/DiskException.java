package io.rtftp.guestfs.internal.disk;

/** A disk can't be read; the message names the disk and the reason, and may be sent to a client. */
public final class DiskException extends Exception {

    DiskException(String disk, String reason) {
        super("disk " + disk + ": " + reason);
    }
}
