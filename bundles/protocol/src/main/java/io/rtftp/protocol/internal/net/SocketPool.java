package io.rtftp.protocol.internal.net;

import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The few sockets of one local address that carry its sessions. */
final class SocketPool {

    private final List<UdpSocket> sockets;
    private int next;
    private long usedNanos;

    SocketPool(List<UdpSocket> sockets, long nowNanos) {
        this.sockets = List.copyOf(sockets);
        this.usedNanos = nowNanos;
    }

    /**
     * A socket on which {@code client} has no session yet, so that its packets can be told apart; null when it has one on every
     * socket.
     */
    @Nullable
    UdpSocket pick(InetSocketAddress client, long nowNanos) {
        usedNanos = nowNanos;
        for (int i = 0; i < sockets.size(); i++) {
            next = (next + 1) % sockets.size();
            UdpSocket socket = sockets.get(next);
            if (!socket.serves(client)) {
                return socket;
            }
        }
        return null;
    }

    /** Whether nobody has used it for this long. */
    boolean isIdle(long idleNanos, long nowNanos) {
        return nowNanos - usedNanos >= idleNanos && sockets.stream().allMatch(UdpSocket::isIdle);
    }

    /** Whether its sockets listen too; then they are not its own to close. */
    boolean listens() {
        return sockets.stream().anyMatch(UdpSocket::listens);
    }

    /**
     * The session that would be in the way of another one with {@code client}, of several the one that was silent longest; null where
     * {@link #pick} finds a socket.
     */
    @Nullable
    Session sessionInTheWayOf(InetSocketAddress client) {
        Session longest = null;
        for (UdpSocket socket : sockets) {
            Session session = socket.sessionOf(client);
            if (session == null) {
                return null;
            }
            longest = longest == null || session.heardNanos() - longest.heardNanos() < 0 ? session : longest;
        }
        return longest;
    }

    /** Lets its sessions end, then closes. */
    void retire() {
        sockets.stream().filter(socket -> !socket.listens()).forEach(UdpSocket::retire);
    }
}
