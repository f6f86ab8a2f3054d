package io.rtftp.daemon.internal.control;

import java.io.PrintStream;
import java.util.List;

/** Runs commands of the shell. */
@FunctionalInterface
public interface CommandRunner {

    /**
     * Runs one on the calling thread; an interrupt ends it early.
     *
     * @param words its name and its arguments
     * @param out where its output goes
     * @return what went wrong, a sentence for a person; empty when nothing did
     */
    String run(List<String> words, PrintStream out);
}
