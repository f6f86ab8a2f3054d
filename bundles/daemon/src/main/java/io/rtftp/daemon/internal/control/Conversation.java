package io.rtftp.daemon.internal.control;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ProtocolException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection: one command, its output, its status. */
final class Conversation implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final int BUFFER_BYTES = 8_192;

    private final SocketChannel channel;
    private final Peer peer;

    /**
     * What conversations share.
     *
     * @param runner runs the commands
     * @param threads where a conversation watches for its client going away
     * @param deadlines bounds what clients can hold up
     * @param patience how long a client may take to send its request, or to take a piece of the reply
     */
    record Peer(CommandRunner runner, Executor threads, Deadlines deadlines, Duration patience) {}

    Conversation(SocketChannel channel, Peer peer) {
        this.channel = channel;
        this.peer = peer;
    }

    @Override
    public void run() {
        try (channel) {
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
            ReplyStream reply = new ReplyStream(new BufferedOutputStream(new Bounded(), BUFFER_BYTES));
            try {
                ControlRequest request =
                        peer.deadlines().within(peer.patience(), channel, () -> ControlRequest.read(in));
                reply.end(answer(request, in, reply));
            } catch (ProtocolException malformed) {
                reply.end(String.valueOf(malformed.getMessage()));
            }
        } catch (IOException gone) {
            LOG.debug("a control connection ended early: {}", gone.toString());
        }
    }

    private String answer(ControlRequest request, InputStream in, ReplyStream reply) {
        Interruption interruption = new Interruption(Thread.currentThread());
        peer.threads().execute(() -> {
            waitForEnd(in);
            interruption.interrupt();
        });
        PrintStream out = new PrintStream(reply, false, StandardCharsets.UTF_8);
        try {
            return peer.runner().run(request.words(), out);
        } finally {
            interruption.disarm();
            out.flush();
        }
    }

    /** Returns when the client has gone, or this side has closed the connection. */
    private static void waitForEnd(InputStream in) {
        try {
            while (in.read() >= 0) {
                LOG.trace("a client sends more than its request");
            }
        } catch (IOException closed) {
            LOG.trace("a control connection is closed: {}", closed.toString());
        }
    }

    /** A command of a client that has gone is not finished; a thread that has gone on to other work is let be. */
    private static final class Interruption {

        private final Thread thread;
        private boolean isArmed = true;

        Interruption(Thread thread) {
            this.thread = thread;
        }

        synchronized void interrupt() {
            if (isArmed) {
                thread.interrupt();
            }
        }

        synchronized void disarm() {
            isArmed = false;
        }
    }

    /** The connection, for a client that takes what it gets. */
    private final class Bounded extends OutputStream {

        private final OutputStream out = Channels.newOutputStream(channel);

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            peer.deadlines().within(peer.patience(), channel, () -> {
                out.write(octets, offset, length);
                return length;
            });
        }
    }
}
