package io.rtftp.guestfs.internal.disk;

/** A disk can't be read; the message names the disk and the reason, and may be sent to a client. */
public final class DiskException extends Exception {

    private final boolean letGo;

    DiskException(String disk, String reason) {
        this(disk, reason, false);
    }

    private DiskException(String disk, String reason, boolean letGo) {
        super("disk " + disk + ": " + reason);
        this.letGo = letGo;
    }

    /** The disk is not described any more. */
    static DiskException letGo(String disk) {
        return new DiskException(disk, "it was let go", true);
    }

    /** Whether nothing is wrong with the disk: it was let go while somebody waited, who may have another disk by now. */
    public boolean isLetGo() {
        return letGo;
    }
}
