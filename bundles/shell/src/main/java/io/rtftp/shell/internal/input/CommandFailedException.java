package io.rtftp.shell.internal.input;

/** A command can't do what was asked; the message is one sentence for the operator. */
public final class CommandFailedException extends Exception {

    /** A failure that the state of the server explains. */
    public CommandFailedException(String sentence) {
        super(sentence);
    }

    /** A failure with what led to it. */
    public CommandFailedException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
