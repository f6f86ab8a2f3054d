package io.rtftp.daemon.internal.start;

import io.rtftp.api.server.ServerListener;
import io.rtftp.api.server.ServerView;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Says once how the start went: a line on standard output when the server answers for the first time, or a line on standard
 * error and the end of the process when it can't. What happens later is a matter of the log. Thread-safe.
 */
public final class StartReport implements ServerListener {

    private static final int FAILED_STATUS = 1;

    private final Terminal terminal;
    private final Ending ending;
    private final Example example;
    private boolean told;

    /**
     * A report that is yet to be made.
     *
     * @param example shown with the line on standard output
     */
    public StartReport(Terminal terminal, Ending ending, Example example) {
        this.terminal = terminal;
        this.ending = ending;
        this.example = example;
    }

    /** Fails the start when files can't be served from here. */
    public void onRoot(Path root) {
        if (!Files.exists(root)) {
            fail("tftp_root " + root + " does not exist; name a directory by --root or in etc/io.rtftp.cfg");
        } else if (!Files.isDirectory(root)) {
            fail("tftp_root " + root + " is not a directory; name one by --root or in etc/io.rtftp.cfg");
        } else if (!Files.isReadable(root) || !Files.isExecutable(root)) {
            fail("tftp_root " + root + " cannot be read by the user "
                    + System.getProperty("user.name", "of the server"));
        }
    }

    @Override
    public void serverChanged(ServerView server) {
        switch (server.state()) {
            case READY -> succeed(server);
            case FAILED -> fail(server.problem());
            case STARTING -> {}
        }
    }

    private synchronized void succeed(ServerView server) {
        if (told) {
            return;
        }
        told = true;
        terminal.out()
                .println("rtftp ready: listening on "
                        + server.listening().stream().map(Urls::hostAndPort).collect(Collectors.joining(", ")));
        if (!example.path().isEmpty()) {
            InetSocketAddress address = server.listening().get(0);
            terminal.out().println("try: " + example.command(address));
        }
        terminal.out().flush();
    }

    private synchronized void fail(String reason) {
        if (told) {
            return;
        }
        told = true;
        terminal.err().println("rtftp: " + reason);
        terminal.err().flush();
        ending.end(FAILED_STATUS);
    }
}
