package io.rtftp.guestfs.internal.appliance;

/** An appliance could not do what it was asked for; the message names the thing and the reason, for a person to read. */
public final class ApplianceException extends Exception {

    /** A failure with its whole story in {@code message}. */
    public ApplianceException(String message) {
        super(message);
    }

    /** A failure with its whole story in {@code message}. */
    public ApplianceException(String message, Throwable cause) {
        super(message, cause);
    }
}
