package io.rtftp.daemon.internal.start;

import java.io.PrintStream;

/**
 * Where whoever started the server reads.
 *
 * @param out standard output, where the log goes too
 * @param err standard error, where nothing goes but why the server did not start
 */
public record Terminal(PrintStream out, PrintStream err) {}
