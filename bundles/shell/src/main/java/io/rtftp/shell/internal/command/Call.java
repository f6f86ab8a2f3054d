package io.rtftp.shell.internal.command;

import io.rtftp.shell.internal.part.Parts;
import java.io.PrintStream;
import java.time.Instant;

/**
 * One run of a command.
 *
 * @param parts the server
 * @param out where its text goes
 * @param width how many characters fit on a line
 * @param now when it was called
 */
record Call(Parts parts, PrintStream out, int width, Instant now) {

    void print(String text) {
        out.print(text);
        out.flush();
    }
}
