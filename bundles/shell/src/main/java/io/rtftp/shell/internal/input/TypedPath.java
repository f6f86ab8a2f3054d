package io.rtftp.shell.internal.input;

import io.rtftp.api.file.RequestedPath;

/** A path as an operator types it: what a client would ask for. */
public final class TypedPath {

    private TypedPath() {}

    /**
     * Normalises a file's path as the server does with a request's.
     *
     * @throws CommandFailedException when the server would refuse it
     */
    public static String file(String text) throws CommandFailedException {
        try {
            return RequestedPath.normalise(text);
        } catch (IllegalArgumentException refused) {
            throw new CommandFailedException(
                    "path '" + text + "': " + refused.getMessage()
                            + "; give it as the client asks, such as boot/vmlinuz",
                    refused);
        }
    }

    /**
     * Normalises a directory's path; {@code /} and nothing at all are the top, which is empty.
     *
     * @throws CommandFailedException when the server would refuse it
     */
    public static String directory(String text) throws CommandFailedException {
        return text.chars().allMatch(c -> c == '/') ? "" : file(text);
    }
}
