package io.rtftp.testkit.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A real NBD server on loopback, qemu-nbd or nbdkit, that serves one image read-only. It listens when it has been made; it can be
 * killed, stopped, continued and started again at the same place. Closing it leaves no process and no file. Not thread-safe.
 */
public final class NbdServer implements AutoCloseable {

    /** The address every TCP server here listens on. */
    public static final String HOST = "127.0.0.1";

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);

    private final List<String> command;
    private final SocketAddress address;
    private final String export;
    private final Path log;
    private @Nullable Process process;

    NbdServer(List<String> command, SocketAddress address, String export) {
        this.command = List.copyOf(command);
        this.address = address;
        this.export = export;
        try {
            log = Files.createTempFile("rtftp-nbd", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    /** Starts the description of a server for the image. */
    public static NbdServerBuilder of(Path image) {
        return new NbdServerBuilder(image);
    }

    /** The port it listens on; fails for a server on a Unix socket. */
    public int port() {
        if (address instanceof InetSocketAddress tcp) {
            return tcp.getPort();
        }
        throw new IllegalStateException("listens on " + address + ", not on a port");
    }

    /** The Unix socket it listens on; empty for TCP. */
    public Optional<Path> socket() {
        return address instanceof UnixDomainSocketAddress unix ? Optional.of(unix.getPath()) : Optional.empty();
    }

    /** The export's name. */
    public String export() {
        return export;
    }

    /** Its NBD URI, without TLS. */
    public String url() {
        return socket().map(path -> "nbd+unix:///" + export + "?socket=" + path)
                .orElseGet(() -> "nbd://" + HOST + ":" + port() + "/" + export);
    }

    /** What the server printed so far. */
    public String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether its process runs. */
    public boolean isRunning() {
        Process started = process;
        return started != null && started.isAlive();
    }

    /** Starts it again at the same place, after {@link #kill}; returns when it listens. */
    public void start() {
        if (isRunning()) {
            throw new IllegalStateException("runs already: " + command);
        }
        try {
            if (address instanceof UnixDomainSocketAddress unix) {
                Files.deleteIfExists(unix.getPath());
            }
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", command), e);
        }
        awaitListening();
    }

    /** Ends its process at once, as a crash does; returns when it has ended. */
    public void kill() {
        Process started = process;
        if (started == null) {
            return;
        }
        started.destroyForcibly();
        try {
            if (!started.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + started.pid() + " did not end: " + command);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while ending " + command, e);
        }
    }

    /** Makes it hang: connections are accepted by the kernel and nothing is ever answered (SIGSTOP). */
    public void hang() {
        signal("STOP");
    }

    /** Lets it go on after {@link #hang} (SIGCONT). */
    public void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        Process started = process;
        if (started == null || !started.isAlive()) {
            throw new IllegalStateException("does not run: " + command);
        }
        new HostTool("kill", "procps").run("-" + name, Long.toString(started.pid()));
    }

    private void awaitListening() {
        long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (!isListening()) {
            if (!isRunning()) {
                throw new IllegalStateException(command + " ended at once: " + said());
            }
            if (System.nanoTime() - deadline > 0) {
                kill();
                throw new IllegalStateException(command + " does not listen on " + address + ": " + said());
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    private boolean isListening() {
        StandardProtocolFamily family =
                address instanceof UnixDomainSocketAddress ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET;
        try (SocketChannel channel = SocketChannel.open(family)) {
            return channel.connect(address);
        } catch (ConnectException notYet) {
            return false;
        } catch (IOException notYet) {
            // A Unix socket that is not there yet.
            return false;
        }
    }

    @Override
    public void close() {
        kill();
        try {
            Files.deleteIfExists(log);
            if (address instanceof UnixDomainSocketAddress unix) {
                Files.deleteIfExists(unix.getPath());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
