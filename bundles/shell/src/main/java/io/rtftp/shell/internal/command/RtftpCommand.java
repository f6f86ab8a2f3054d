package io.rtftp.shell.internal.command;

import io.rtftp.shell.internal.input.CommandFailedException;
import io.rtftp.shell.internal.part.BundleParts;
import io.rtftp.shell.internal.text.Table;
import java.time.Instant;
import org.apache.felix.service.command.Process;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** What all commands share: a failure is one line and a non-zero exit status, and never a stack trace. */
abstract class RtftpCommand implements Action {

    private static final int STANDARD_OUTPUT = 1;

    @Reference
    @SuppressWarnings("NullAway.Init")
    BundleContext context;

    @Reference
    @SuppressWarnings("NullAway.Init")
    Session session;

    /** Does what was asked. */
    abstract void run(Call call) throws CommandFailedException;

    @Override
    public final @Nullable Object execute() throws CommandException {
        try (BundleParts parts = new BundleParts(context)) {
            run(new Call(parts, System.out, width(), Instant.now()));
            return null;
        } catch (CommandFailedException failure) {
            String line = "rtftp:" + getClass().getAnnotation(Command.class).name() + ": " + failure.getMessage();
            // Help is what consoles show, without colours or a frame of their own; the message is for scripts. Karaf
            // logs every class but this very one, subclasses too, as an error with its stack trace.
            throw new CommandException(line, line, failure);
        }
    }

    private int width() {
        @Nullable Terminal terminal = session.getTerminal();
        @Nullable Process process = Process.Utils.current();
        boolean isShown = terminal != null && process != null && process.isTty(STANDARD_OUTPUT);
        return isShown ? terminal.getWidth() : Table.UNBOUNDED;
    }
}
