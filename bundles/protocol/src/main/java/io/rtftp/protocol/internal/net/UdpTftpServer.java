package io.rtftp.protocol.internal.net;

import io.rtftp.api.file.ResolverChain;
import io.rtftp.api.server.ServerCounts;
import io.rtftp.api.server.ServerListener;
import io.rtftp.api.server.ServerView;
import io.rtftp.api.server.TftpServer;
import io.rtftp.api.transfer.TransferListener;
import io.rtftp.api.transfer.TransferRegistry;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The server: sockets, sessions and the loop they belong to. Every method may be called from any thread and returns at once, but
 * {@link #close} and {@link #retire}, which wait until the port is free.
 */
public final class UdpTftpServer implements TftpServer, AutoCloseable {

    private static final long TICK_MILLIS = 10;
    private static final long HOUSEKEEPING_MILLIS = 1_000;

    private final Loop loop;
    private final Diary diary;
    private final Buffers buffers;
    private final Sessions sessions;
    private final RequestDesk desk;
    private final Sockets sockets;
    private final LastWord lastWord = new LastWord(this::close);
    private final List<ServerListener> watchers = new ArrayList<>();
    private volatile ServerView view = new ServerView(ServerView.State.STARTING, List.of(), "");
    private ServerSettings settings;
    private @Nullable InetSocketAddress listening;
    private boolean hasChain;
    private String problem = "";
    private boolean unsettled;
    private boolean retiring;
    private long retiredByNanos;

    /**
     * A server that listens as soon as it can.
     *
     * @param settings how it works at first
     * @param nanoClock the time
     */
    public UdpTftpServer(ServerSettings settings, LongSupplier nanoClock) {
        this(Transport.best(), settings, nanoClock, Diary.Pen.log());
    }

    UdpTftpServer(Transport transport, ServerSettings settings, LongSupplier nanoClock, Diary.Pen pen) {
        this.settings = settings;
        this.loop = new Loop(transport, nanoClock);
        this.diary = new Diary(nanoClock, pen);
        this.sessions = new Sessions(loop);
        this.buffers = new Buffers(transport);
        this.desk = new RequestDesk(new ServerParts(loop, sessions, diary), new LocalAddresses(), settings);
        this.sockets = new Sockets(new UdpSocket.Shared(transport, loop, diary, buffers, desk::hears), desk);
        desk.sockets(sockets);
        loop.every(TICK_MILLIS, () -> guarded(this::tick));
        loop.every(HOUSEKEEPING_MILLIS, () -> guarded(this::keepHouse));
        apply(settings);
    }

    @Override
    public ServerView view() {
        return view;
    }

    @Override
    public ServerCounts counts() {
        return new ServerCounts(
                diary.times(Diary.Topic.MALFORMED),
                diary.times(Diary.Topic.WRITE),
                diary.times(Diary.Topic.LIMIT),
                diary.times(Diary.Topic.IGNORED) + diary.times(Diary.Topic.UNHEARD),
                diary.missed());
    }

    /** The transfers. */
    public TransferRegistry transfers() {
        return sessions;
    }

    /** Tells {@code watcher} the state there is and each change of it, on the loop, in order. */
    public void watch(ServerListener watcher) {
        loop.run(() -> {
            watchers.add(watcher);
            watcher.serverChanged(view);
        });
    }

    /** Undoes {@link #watch}. */
    public void unwatch(ServerListener watcher) {
        loop.run(() -> watchers.remove(watcher));
    }

    /** Who hears of transfers from now on. */
    public void listeners(List<TransferListener> listeners) {
        diary.listeners(listeners);
    }

    /**
     * Files are found here from now on, also those that are being looked for; null: nowhere, and requests wait until there is a chain again.
     */
    public void chain(@Nullable ResolverChain chain) {
        desk.chain(chain);
        loop.run(() -> {
            hasChain = chain != null;
            announce();
            sessions.all().forEach(session -> session.ask(chain));
        });
    }

    /**
     * Works by these settings from now on. Transfers under way go on; where it listens changes when the new address can be bound, else
     * the old one stays and the log says why.
     */
    public void apply(ServerSettings now) {
        loop.run(() -> take(now));
        listen(now);
    }

    /**
     * Frees the port at once, for a server that takes over, and lets the transfers under way end by themselves, within {@code grace}; then
     * does what {@link #close} does. Requests that wait for the chain are forgotten: the clients repeat them, and the next server hears
     * them. With {@code single_port} the port is free when the last transfer has ended. Where the JVM ends, clients are told at once.
     */
    public void retire(Duration grace) {
        if (!lastWord.isInTime()) {
            close();
            return;
        }
        loop.runAndWait(() -> {
            retiring = true;
            retiredByNanos = loop.nowNanos() + grace.toNanos();
            sessions.all().forEach(session -> session.forgetUnlessSending("the server was replaced"));
            sockets.retire();
            endIfRetired();
        });
    }

    /** Ends every transfer with an ERROR to its client and closes the sockets; waits up to a few seconds for that. */
    @Override
    public void close() {
        loop.runAndWait(this::end);
        loop.close();
    }

    /** Buffers of packets that have not come back to where they are kept. Not on the loop. */
    int buffersInUse() {
        AtomicInteger inUse = new AtomicInteger();
        loop.runAndWait(() -> inUse.set(buffers.inUse()));
        return inUse.get();
    }

    /** Whether its thread runs. */
    boolean isRunning() {
        return !loop.hasEnded();
    }

    private void take(ServerSettings now) {
        if (now.singlePort() != settings.singlePort()) {
            sockets.forgetPools();
        }
        settings = now;
        desk.settings(now);
    }

    /** Looks the address up on this thread, which may take its time, and binds it on the loop, unless it is outdated then. */
    private void listen(ServerSettings now) {
        try {
            InetSocketAddress address = now.listen().resolve();
            loop.run(() -> listen(now, address));
        } catch (UnknownHostException unknown) {
            loop.run(() -> cannotListen(now, "unknown host"));
        }
    }

    private void listen(ServerSettings now, InetSocketAddress address) {
        if (!now.equals(settings) || retiring) {
            return;
        }
        sockets.listen(address).whenComplete((bound, failure) -> {
            if (failure == null) {
                listening = bound;
                problem = "";
                unsettled = false;
                announce();
            } else {
                cannotListen(now, reason(failure));
            }
        });
    }

    private void cannotListen(ServerSettings now, String reason) {
        String sentence = "cannot listen on " + now.listen() + ": " + reason;
        unsettled = true;
        if (sentence.equals(problem)) {
            return; // said already
        }
        problem = sentence;
        diary.warn(listening == null ? sentence : sentence + "; still listening on " + Endpoint.text(listening));
        announce();
    }

    private void announce() {
        ServerView.State state = ServerView.State.STARTING;
        if (listening != null && hasChain) {
            state = ServerView.State.READY;
        } else if (!problem.isEmpty()) {
            state = ServerView.State.FAILED;
        }
        ServerView now = new ServerView(
                state,
                state == ServerView.State.READY && listening != null ? List.of(listening) : List.of(),
                state == ServerView.State.FAILED ? problem : "");
        if (!now.equals(view)) {
            view = now;
            watchers.forEach(watcher -> watcher.serverChanged(now));
        }
    }

    private void tick() {
        sessions.alarms().ring(loop.nowNanos());
        endIfRetired();
    }

    private void keepHouse() {
        sockets.closeIdlePools(settings.idleTimeout().toNanos());
        if (unsettled && !retiring) {
            unsettled = false; // until this attempt has failed too
            ServerSettings wanted = settings;
            Thread lookUp = new Thread(() -> listen(wanted), "rtftp-look-up");
            lookUp.setDaemon(true);
            lookUp.start();
        }
    }

    private void endIfRetired() {
        if (retiring && (sessions.isEmpty() || loop.nowNanos() - retiredByNanos >= 0)) {
            end();
        }
    }

    private void end() {
        retiring = true;
        sessions.all().forEach(session -> session.cancel("the server is stopping"));
        sockets.close();
        buffers.close();
        diary.close();
        loop.end();
        lastWord.takeBack();
    }

    /** A timer that fails once must not stop; not even where memory outside of the heap was short, which Netty says by an Error. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failure) {
            diary.note(Diary.Topic.FAULT, () -> "a fault of this server: " + failure);
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        // Netty's own: "bind(..) failed with error(-98): Address already in use".
        return message.substring(message.lastIndexOf("): ") < 0 ? 0 : message.lastIndexOf("): ") + 3);
    }
}
