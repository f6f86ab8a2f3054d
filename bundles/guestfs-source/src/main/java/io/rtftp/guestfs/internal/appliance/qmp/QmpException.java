package io.rtftp.guestfs.internal.appliance.qmp;

/** QEMU refused a command, did not answer, or is gone; the message is QEMU's own description where there is one. */
public final class QmpException extends Exception {

    /** A failure with its whole story in {@code message}. */
    public QmpException(String message) {
        super(message);
    }

    /** A failure with its whole story in {@code message}. */
    public QmpException(String message, Throwable cause) {
        super(message, cause);
    }
}
