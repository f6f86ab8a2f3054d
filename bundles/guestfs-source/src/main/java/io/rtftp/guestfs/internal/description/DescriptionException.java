package io.rtftp.guestfs.internal.description;

/** A disk description is not right; the message names what is wrong and what would be right, for a person to read. */
public final class DescriptionException extends Exception {

    DescriptionException(String message) {
        super(message);
    }

    /** This value of this key is wrong. */
    static DescriptionException wrong(String key, Json value, String right) {
        return new DescriptionException(
                value.place().text() + ": " + key + " = " + value.shown() + " is not right: " + right);
    }
}
