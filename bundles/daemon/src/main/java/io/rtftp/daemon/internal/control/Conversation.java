package io.rtftp.daemon.internal.control;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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
            InputStream in = new BufferedInputStream(new Received());
            ReplyStream reply = new ReplyStream(new BufferedOutputStream(new Sent(), BUFFER_BYTES));
            try {
                ControlRequest request =
                        peer.deadlines().within(peer.patience(), channel, () -> ControlRequest.read(in));
                reply.end(answer(request, in, reply));
            } catch (ProtocolException malformed) {
                reply.end(String.valueOf(malformed.getMessage()));
            }
        } catch (IOException | RejectedExecutionException gone) { // by the client, or by the server as it stops
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

    // The streams of java.nio.channels.Channels let only one thread at a time into a channel, and one waits for the
    // client's end.

    /** What the client sends. */
    private final class Received extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            return channel.read(ByteBuffer.wrap(octets, offset, length));
        }
    }

    /** What the client gets, as long as it takes it. */
    private final class Sent extends OutputStream {

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(octets, offset, length);
            while (rest.hasRemaining()) {
                int written = peer.deadlines().within(peer.patience(), channel, () -> channel.write(rest));
                LOG.trace("{} bytes of a reply are out", written);
            }
        }
    }
}
