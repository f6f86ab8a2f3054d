package io.rtftp.api.file;

/** A place could not be asked; the message names the place, once, and the reason, and may be sent to the client. */
public final class ResolverFailedException extends Exception {

    private final String resolver;

    /** A failure of the place called {@code resolver}; the cause's message is taken as the reason. */
    public ResolverFailedException(String resolver, Throwable cause) {
        super(
                message(resolver, cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()),
                cause);
        this.resolver = resolver;
    }

    /** The name of the place. */
    public String resolver() {
        return resolver;
    }

    private static String message(String resolver, String reason) {
        return reason.startsWith(resolver + " ") ? reason : resolver + ": " + reason;
    }
}
