package io.rtftp.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.server.ServerView;
import io.rtftp.api.server.TftpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** What a test has at hand inside Karaf. */
final class Inside {

    /** How long things may take here. */
    static final Duration PATIENCE = Duration.ofMinutes(3); // a loaded machine is slow, and slow is not wrong

    private static final long LOOK_AGAIN_NANOS = 50_000_000;

    /** Of the bundle the test is in. */
    BundleContext context() {
        return FrameworkUtil.getBundle(Inside.class).getBundleContext();
    }

    /** Waits for a condition; fails when it does not come true in {@link #PATIENCE}. */
    static void await(String what, Callable<Boolean> condition) {
        await(what, PATIENCE, condition);
    }

    /** Waits for a condition; fails when it does not come true in time. */
    static void await(String what, Duration patience, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isTrue(condition)) {
            assertThat(System.nanoTime() - deadline)
                    .as("nanoseconds over the deadline of %s for: %s", patience, what)
                    .isNegative();
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** The directory the server serves at first. */
    Path root() {
        return Path.of(System.getProperty("rtftp.test.root", ""));
    }

    /** Writes a file below the root. */
    void write(String file, byte[] content) throws IOException {
        Path path = root().resolve(file);
        Files.createDirectories(path.resolveSibling(""));
        Files.write(path, content);
    }

    /** Waits for the server; where it listens. */
    InetSocketAddress server() {
        await("the server is ready", () -> listening().isPresent());
        return listening().orElseThrow();
    }

    /** Where the server is to listen by etc/io.rtftp.cfg; needs none of its classes. */
    InetSocketAddress configuredAddress() throws IOException {
        String address = new ConfigurationFile().value("listen");
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    /** Where the server listens, if it is ready. */
    Optional<InetSocketAddress> listening() {
        return with(TftpServer.class, TftpServer::view)
                .filter(view -> view.state() == ServerView.State.READY)
                .map(view -> view.listening().get(0));
    }

    /** Asks a service, if it is there. */
    <S, T> Optional<T> with(Class<S> type, Function<S, T> question) {
        BundleContext context = context();
        ServiceReference<S> reference = context.getServiceReference(type);
        S service = reference == null ? null : context.getService(reference);
        if (reference == null || service == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(question.apply(service));
        } finally {
            context.ungetService(reference);
        }
    }

    /** The bundle of ours with this name, if it is installed. */
    Optional<Bundle> bundle(String name) {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> ("io.rtftp." + name).equals(bundle.getSymbolicName()))
                .findFirst();
    }

    /** Runs a shell command as an administrator; what it prints. */
    String shell(String command) {
        Set<RolePrincipal> roles = Stream.of("admin", "manager", "viewer", "systembundles")
                .map(RolePrincipal::new)
                .collect(Collectors.toUnmodifiableSet());
        Subject administrator = new Subject(true, roles, Set.of(), Set.of());
        return with(
                        SessionFactory.class,
                        sessions -> Subject.doAs(
                                administrator, (PrivilegedAction<String>) () -> executed(sessions, command)))
                .orElseThrow(() -> new AssertionError("no shell is there for: " + command));
    }

    private static String executed(SessionFactory sessions, String command) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Session session = sessions.create(InputStream.nullInputStream(), out, out);
        try {
            session.execute(command);
            return printed.toString(StandardCharsets.UTF_8);
        } catch (Exception failure) { // what Session.execute declares
            throw new AssertionError(command + " failed: " + failure); // alone: outside, nobody has its class
        } finally {
            session.close();
        }
    }

    private static boolean isTrue(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception failure) { // what Callable declares
            throw new AssertionError("cannot be told", failure);
        }
    }
}
