package io.rtftp.daemon.internal.start;

/** Ends the process. */
@FunctionalInterface
public interface Ending {

    /** Stops the container and then ends the process with this exit status; returns at once. */
    void end(int status);
}
