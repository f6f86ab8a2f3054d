package io.rtftp.testkit.tftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** A client that sends what it is told and nothing else. One socket; not thread-safe. */
public final class ScriptedClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30); // a loaded machine is slow, and slow is not wrong
    private static final int DATAGRAM_BYTES = 65_536;
    private static final int KERNEL_BUFFER_BYTES = 4 << 20;

    private final InetSocketAddress server;
    private final DatagramSocket socket;
    private final byte[] buffer = new byte[DATAGRAM_BYTES];
    private InetSocketAddress peer;

    private ScriptedClient(InetSocketAddress server, DatagramSocket socket) {
        this.server = server;
        this.peer = server;
        this.socket = socket;
    }

    /** A client at {@code local}, any address of this machine, on a random port. */
    public static ScriptedClient at(String local, InetSocketAddress server) {
        return at(local, 0, server);
    }

    /** A client at {@code local}, on a port of its own. */
    public static ScriptedClient at(String local, int port, InetSocketAddress server) {
        try {
            DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(local), port));
            socket.setReceiveBufferSize(KERNEL_BUFFER_BYTES);
            return new ScriptedClient(server, socket);
        } catch (IOException failure) {
            throw new UncheckedIOException("no client at " + local + ":" + port, failure);
        }
    }

    /** The address and port it sends from: the client's TID. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Where the last reply came from; the listening port before the first. */
    public InetSocketAddress peer() {
        return peer;
    }

    /** Sends to the port the server listens on: requests. */
    public ScriptedClient ask(byte[] request) {
        return sendTo(server, request);
    }

    /** Sends to where the last reply came from. */
    public ScriptedClient send(byte[] packet) {
        return sendTo(peer, packet);
    }

    /** Sends anywhere. */
    public ScriptedClient sendTo(InetSocketAddress to, byte[] packet) {
        try {
            socket.send(new DatagramPacket(packet, packet.length, to));
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot send " + packet.length + " bytes to " + to, failure);
        }
    }

    /** The next reply, which must come in half a minute. */
    public Reply receive() {
        return receive(PATIENCE).orElseThrow(() -> new AssertionError("no reply in " + PATIENCE.toSeconds() + " s"));
    }

    /** The DATA packet with this number, past copies of the one before it: a server repeats that for a client that is slow. */
    public Reply receiveBlock(int number) {
        Reply reply = receive();
        while (reply.isData(number - 1)) {
            reply = receive();
        }
        if (!reply.isData(number)) {
            throw new AssertionError("expected block " + number + ", got " + reply);
        }
        return reply;
    }

    /** The next reply, if one comes in time. */
    public Optional<Reply> receive(Duration patience) {
        try {
            socket.setSoTimeout((int) Math.max(1, patience.toMillis()));
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            peer = (InetSocketAddress) packet.getSocketAddress();
            ByteBuffer copy = ByteBuffer.allocate(packet.getLength()).put(buffer, 0, packet.getLength());
            return Optional.of(new Reply(peer, copy.flip()));
        } catch (SocketTimeoutException silence) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot receive", failure);
        }
    }

    /** Fails when anything comes within this time. */
    public void hearsNothingFor(Duration time) {
        receive(time).ifPresent(reply -> {
            throw new AssertionError("expected silence, got " + reply);
        });
    }

    @Override
    public void close() {
        socket.close();
    }
}
