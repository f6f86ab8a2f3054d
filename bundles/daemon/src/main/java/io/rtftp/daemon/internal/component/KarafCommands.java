package io.rtftp.daemon.internal.component;

import io.rtftp.daemon.internal.control.CommandLine;
import io.rtftp.daemon.internal.control.CommandRunner;
import io.rtftp.daemon.internal.control.PlainText;
import java.io.InputStream;
import java.io.PrintStream;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.apache.karaf.shell.support.CommandException;

/** Commands of Karaf's shell, each in a session of its own with an administrator's rights. */
final class KarafCommands implements CommandRunner {

    private static final Set<RolePrincipal> ADMINISTRATOR = Stream.of("admin", "manager", "viewer", "systembundles")
            .map(RolePrincipal::new)
            .collect(Collectors.toUnmodifiableSet());

    /** A start takes a second or two; longer on a busy machine, but then whoever asks should know. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(10);

    private static final List<String> HELP = List.of("help");
    private static final String SCOPE = "rtftp";

    private final SessionFactory sessions;
    private final FrameworkContainer container;

    KarafCommands(SessionFactory sessions, FrameworkContainer container) {
        this.sessions = sessions;
        this.container = container;
    }

    /** Commands come up last of all, so one that is sent during the start waits for its end. */
    @Override
    public String run(List<String> words, PrintStream out) {
        if (!container.isUpWithin(START_PATIENCE)) {
            return "the server is starting or stopping and takes no commands now";
        }
        if (words.equals(HELP)) {
            return list(out);
        }
        Subject administrator = new Subject(true, ADMINISTRATOR, Set.of(), Set.of());
        return Subject.doAs(administrator, (PrivilegedAction<String>) () -> execute(words, out));
    }

    /** Karaf's own help belongs to its console, and knows no session without one. */
    private String list(PrintStream out) {
        sessions.getRegistry().getCommands().stream()
                .filter(command -> command.getScope().equals(SCOPE))
                .sorted(Comparator.comparing(Command::getName))
                .forEach(command -> out.printf("%-14s%s%n", command.getName(), command.getDescription()));
        return "";
    }

    private String execute(List<String> words, PrintStream out) {
        Session session = sessions.create(InputStream.nullInputStream(), out, out);
        try {
            Object result = session.execute(CommandLine.of(words));
            if (result != null) {
                out.println(result);
            }
            return "";
        } catch (Exception failure) { // what Session.execute declares, and what commands throw
            return sentence(failure);
        } finally {
            session.close();
        }
    }

    private static String sentence(Exception failure) {
        String message = failure instanceof CommandException command ? command.getNiceHelp() : failure.getMessage();
        return PlainText.of(Objects.requireNonNullElse(message, failure.toString()));
    }
}
