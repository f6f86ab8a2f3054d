package io.rtftp.daemon.internal.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Unix domain socket on which commands are taken, each connection on threads of its own. Who may open the socket's file may
 * run every command, so only the server's user may.
 */
public final class ControlSocket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    private static final String OWNER_ONLY = "rw-------";
    private static final String OWNER_ONLY_DIRECTORY = "rwx------";

    private final Path path;
    private final ServerSocketChannel server;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(named("rtftp-control"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(named("rtftp-control-deadlines"));
    private final Conversation.Peer peer;
    private final Bounds bounds;

    /**
     * What clients can't exceed.
     *
     * @param connections at once; one more is closed without an answer
     * @param patience how long a client may take to send its request, or to take a piece of the reply
     */
    public record Bounds(int connections, Duration patience) {

        /** What does for people and scripts. */
        public static final Bounds USUAL = new Bounds(64, Duration.ofSeconds(10));
    }

    private ControlSocket(Path path, ServerSocketChannel server, CommandRunner runner, Bounds bounds) {
        this.path = path;
        this.server = server;
        this.bounds = bounds;
        this.peer = new Conversation.Peer(runner, threads, new Deadlines(timer), bounds.patience());
    }

    /** Opens the socket at {@code path}, in the place of one that a server which was killed has left. */
    public static ControlSocket open(Path path, CommandRunner runner, Bounds bounds) throws IOException {
        ControlSocket socket = new ControlSocket(path, bind(path), runner, bounds);
        socket.threads.execute(socket::accept);
        return socket;
    }

    /** Ends the connections there are and removes the socket's file. */
    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel connection : connections) {
            connection.close();
        }
        threads.shutdownNow();
        timer.shutdownNow();
        Files.deleteIfExists(path);
    }

    /**
     * A file made by {@code bind} is open to whom the process's umask lets, until its mode is changed. So it is made in a
     * directory that only the owner can enter, and moved out of there when its mode is right.
     */
    private static ServerSocketChannel bind(Path path) throws IOException {
        Path closed = Files.createTempDirectory(
                path.getParent(),
                "c",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY_DIRECTORY)));
        Path first = closed.resolve("s");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(first));
            Files.setPosixFilePermissions(first, PosixFilePermissions.fromString(OWNER_ONLY));
            Files.move(first, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return server;
        } catch (IOException failure) {
            server.close();
            Files.deleteIfExists(first);
            throw failure;
        } finally {
            Files.delete(closed);
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel connection = server.accept();
                if (connections.size() < bounds.connections()) {
                    serve(connection);
                } else {
                    LOG.warn("{} control connections are open; one more was refused", connections.size());
                    connection.close();
                }
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException failure) {
                LOG.warn("control socket {} is closed: {}", path, failure.getMessage());
                return;
            }
        }
    }

    private void serve(SocketChannel connection) throws IOException {
        connections.add(connection);
        try {
            threads.execute(() -> {
                try {
                    new Conversation(connection, peer).run();
                } finally {
                    connections.remove(connection);
                }
            });
        } catch (RejectedExecutionException stopping) {
            LOG.debug("a control connection came as the server stops: {}", stopping.toString());
            connection.close();
        }
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
