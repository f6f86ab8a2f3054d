package io.rtftp.guestfs.internal.appliance;

import io.rtftp.guestfs.internal.source.NbdExport;
import io.rtftp.guestfs.internal.source.NbdExport.Tcp;
import io.rtftp.guestfs.internal.source.NbdExport.UnixSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Waits for the first words of an NBD server. QEMU opens an export in its main loop, where a server that accepts and then says nothing
 * would hang the whole appliance; such a server is found out here, with a time limit and without an appliance.
 */
final class NbdGreeting {

    /** "NBDMAGIC", the first eight bytes of every NBD server (NBD protocol, Handshake). */
    private static final long MAGIC = 0x4e42444d41474943L;

    private NbdGreeting() {}

    /** Returns when the server has greeted; fails with the URL and the reason when it does not. */
    static void await(NbdExport export, Duration limit) throws ApplianceException {
        String url = ExportNames.of(export);
        try (SocketChannel channel = open(export);
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            long deadline = System.nanoTime() + limit.toNanos();
            boolean connected = channel.connect(address(export));
            SelectionKey key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT);
            ByteBuffer greeting = ByteBuffer.allocate(Long.BYTES);
            while (greeting.hasRemaining()) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0 || selector.select(left) == 0) {
                    throw new ApplianceException(url + ": "
                            + (key.interestOps() == SelectionKey.OP_READ
                                    ? "connected, but the server says nothing"
                                    : "no connection")
                            + " within " + limit.toMillis() + " ms");
                }
                selector.selectedKeys().clear();
                if (key.isConnectable() && channel.finishConnect()) {
                    key.interestOps(SelectionKey.OP_READ);
                } else if (key.isReadable() && channel.read(greeting) < 0) {
                    throw new ApplianceException(url + ": the server closes the connection at once");
                }
            }
            if (greeting.flip().getLong() != MAGIC) {
                throw new ApplianceException(url + ": this is no NBD server");
            }
        } catch (IOException e) {
            throw new ApplianceException(url + ": " + e.getMessage(), e);
        }
    }

    private static SocketChannel open(NbdExport export) throws IOException {
        return export.server() instanceof UnixSocket
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
    }

    private static SocketAddress address(NbdExport export) throws IOException {
        if (export.server() instanceof UnixSocket unix) {
            return UnixDomainSocketAddress.of(unix.path());
        }
        Tcp tcp = (Tcp) export.server();
        // A name may have several addresses; QEMU tries them in the same order.
        return new InetSocketAddress(InetAddress.getAllByName(tcp.host())[0], tcp.port());
    }
}
