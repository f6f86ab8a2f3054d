package io.rtftp.guestfs.internal.appliance.qmp;

/** QEMU refused a command, or is silent ({@link QmpSilence}); the message is QEMU's own description where there is one. */
public sealed class QmpException extends Exception permits QmpSilence {

    /** A failure with its whole story in {@code message}. */
    public QmpException(String message) {
        super(message);
    }

    /** A failure with its whole story in {@code message}. */
    public QmpException(String message, Throwable cause) {
        super(message, cause);
    }
}
