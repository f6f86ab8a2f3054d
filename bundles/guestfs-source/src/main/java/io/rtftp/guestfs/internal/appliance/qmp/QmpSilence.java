package io.rtftp.guestfs.internal.appliance.qmp;

/** QEMU did not answer in time, or is gone: nothing that is asked of it from here on can be relied on. */
public final class QmpSilence extends QmpException {

    /** A silence with its whole story in {@code message}. */
    public QmpSilence(String message) {
        super(message);
    }

    /** A silence with its whole story in {@code message}. */
    public QmpSilence(String message, Throwable cause) {
        super(message, cause);
    }
}
