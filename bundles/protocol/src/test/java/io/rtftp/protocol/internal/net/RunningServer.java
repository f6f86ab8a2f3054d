package io.rtftp.protocol.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.server.ServerView;
import io.rtftp.api.transfer.TransferView;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A server with real sockets and files in memory, and what a test wants to know of it. */
final class RunningServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TRIES_MOST = 20;

    private final UdpTftpServer server;
    private final MemoryChain chain;

    private final Lines lines;

    private RunningServer(UdpTftpServer server, MemoryChain chain, Lines lines) {
        this.server = server;
        this.chain = chain;
        this.lines = lines;
    }

    /** What was logged. */
    static final class Lines implements Diary.Pen {

        private final List<String> infos = new CopyOnWriteArrayList<>();
        private final List<String> warnings = new CopyOnWriteArrayList<>();

        @Override
        public void info(String line) {
            infos.add(line);
        }

        @Override
        public void warn(String line, @Nullable Throwable cause) {
            warnings.add(line);
        }
    }

    /** Starts a server and waits until it answers. */
    static RunningServer start(Settings settings, MemoryChain chain) {
        return start(Transport.best(), settings, chain);
    }

    /** The same where no time passes: nothing is ever sent again because of silence. */
    static RunningServer timeless(Settings settings, MemoryChain chain) {
        return start(settings, chain, () -> 1L << 62);
    }

    /** The same where time passes as the test says. */
    static RunningServer start(Settings settings, MemoryChain chain, LongSupplier nanoClock) {
        return start(Transport.best(), settings, chain, nanoClock);
    }

    static RunningServer start(Transport transport, Settings settings, MemoryChain chain) {
        return start(transport, settings, chain, System::nanoTime);
    }

    private static RunningServer start(
            Transport transport, Settings settings, MemoryChain chain, LongSupplier nanoClock) {
        Lines lines = new Lines();
        UdpTftpServer server = new UdpTftpServer(transport, settings.build(), nanoClock, lines);
        server.chain(chain);
        RunningServer running = new RunningServer(server, chain, lines);
        await("ready", () -> server.view().state() == ServerView.State.READY);
        return running;
    }

    UdpTftpServer server() {
        return server;
    }

    MemoryChain chain() {
        return chain;
    }

    /** Where it listens. */
    InetSocketAddress address() {
        return server.view().listening().get(0);
    }

    /** The port it listens on, at another address of this machine. */
    InetSocketAddress at(String host) {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), address().getPort());
        } catch (UnknownHostException unknown) {
            throw new AssertionError(unknown);
        }
    }

    /** A client at 127.0.0.1. */
    ScriptedClient client() {
        return client("127.0.0.1");
    }

    /** A client at another address. */
    ScriptedClient client(String local) {
        return ScriptedClient.at(local, address());
    }

    /** The transfer that ended last, after {@code count} have ended. */
    TransferView last(int count) {
        await(count + " transfers have ended", () -> server.transfers().ended().size() >= count);
        return server.transfers().ended().get(0);
    }

    /** The transfers that run. */
    List<Long> transfers() {
        return server.transfers().running().stream().map(TransferView::id).toList();
    }

    /** Ends a transfer. */
    void cancel(long id) {
        server.transfers().cancel(id);
    }

    /** The INFO lines so far. */
    List<String> infos() {
        return lines.infos;
    }

    /** The WARN lines so far. */
    List<String> warnings() {
        return lines.warnings;
    }

    /** Waits for what will be the case soon. */
    static void await(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new AssertionError("not in " + PATIENCE.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Does what a loaded machine is too slow for at times, but not each time: until it succeeds once. */
    static void atBest(String what, BooleanSupplier attempt) {
        for (int tries = 0; !attempt.getAsBoolean(); tries++) {
            assertThat(tries).as("tries of which none did: %s", what).isLessThan(TRIES_MOST);
        }
    }

    /** Waits until no session is left, and fails when a file is. */
    void isAtRest() {
        await("no session left", () -> server.transfers().running().isEmpty());
        await("no file left open", () -> chain.filesOpen() == 0);
    }

    @Override
    public void close() {
        server.close();
    }
}
