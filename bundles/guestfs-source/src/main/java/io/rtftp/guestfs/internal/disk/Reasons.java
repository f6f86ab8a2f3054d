package io.rtftp.guestfs.internal.disk;

import java.util.concurrent.CompletionException;

/** Why something failed, in words. */
final class Reasons {

    private Reasons() {}

    /** The message of the failure itself, without what stages wrap around it. */
    static String of(Throwable failed) {
        Throwable cause = failed;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
