package io.rtftp.guestfs.internal.appliance;

import io.rtftp.guestfs.internal.source.NbdExport.Server;
import io.rtftp.guestfs.internal.source.NbdExport.Tcp;
import io.rtftp.guestfs.internal.source.NbdExport.UnixSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A connection whose every step ends by one deadline. Not thread-safe. */
final class PatientChannel implements AutoCloseable {

    private static final long MILLISECOND_NANOS = 1_000_000;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final Duration limit;
    private final long deadlineNanos;

    private PatientChannel(SocketChannel channel, Duration limit, long deadlineNanos) throws IOException {
        this.channel = channel;
        this.limit = limit;
        this.deadlineNanos = deadlineNanos;
        this.selector = Selector.open();
        channel.configureBlocking(false);
        this.key = channel.register(selector, 0);
    }

    /** Connects; a name that has several addresses is tried at each, in the order that QEMU takes too. */
    static PatientChannel open(Server server, Duration limit) throws IOException {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        IOException failure = new IOException("no address");
        for (SocketAddress address : addresses(server)) {
            PatientChannel made = new PatientChannel(channel(address), limit, deadlineNanos);
            try {
                made.connect(address);
                return made;
            } catch (IOException e) {
                made.close();
                failure = e;
            }
        }
        throw failure;
    }

    /** The next {@code count} bytes, ready to be read. */
    ByteBuffer read(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            await(SelectionKey.OP_READ, "connected, but the server says nothing");
            if (channel.read(bytes) < 0) {
                throw new IOException("the server closes the connection at once");
            }
        }
        return bytes.flip();
    }

    /** Reads {@code count} bytes that nobody needs; that the server ends the connection before is no failure. */
    void drain(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            await(SelectionKey.OP_READ, "the server does not let go");
            if (channel.read(bytes) < 0) {
                return;
            }
        }
    }

    /** Writes everything. */
    void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            await(SelectionKey.OP_WRITE, "the server takes nothing");
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }

    private void connect(SocketAddress address) throws IOException {
        if (!channel.connect(address)) {
            do {
                await(SelectionKey.OP_CONNECT, "no connection");
            } while (!channel.finishConnect());
        }
    }

    private void await(int operation, String otherwise) throws IOException {
        key.interestOps(operation);
        long leftMillis = (deadlineNanos - System.nanoTime()) / MILLISECOND_NANOS;
        if (leftMillis <= 0 || selector.select(leftMillis) == 0) {
            throw new IOException(otherwise + " within " + limit.toMillis() + " ms");
        }
        selector.selectedKeys().clear();
    }

    private static SocketChannel channel(SocketAddress address) throws IOException {
        return address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
    }

    private static List<SocketAddress> addresses(Server server) throws IOException {
        if (server instanceof UnixSocket unix) {
            return List.of(UnixDomainSocketAddress.of(unix.path()));
        }
        Tcp tcp = (Tcp) server;
        try {
            List<SocketAddress> all = new ArrayList<>();
            for (InetAddress address : InetAddress.getAllByName(tcp.host())) {
                all.add(new InetSocketAddress(address, tcp.port()));
            }
            return all;
        } catch (UnknownHostException e) {
            throw new IOException("no address of the host " + tcp.host() + " is known", e);
        }
    }
}
