package io.rtftp.protocol.internal.net;

import io.netty.channel.epoll.EpollDatagramChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trains there are, and for whom. The kernel refuses one whose datagrams do not fit the path, or where the network card does not
 * take part; to such clients every datagram goes by itself from then on. Belongs to the loop.
 */
final class Trains {

    /** Longer blocks do not fit Ethernet's MTU, and the kernel cuts no train into what it would have to cut again. */
    private static final int DATAGRAM_BYTES_MOST = 1_472;

    private static final int KEPT = 64;
    private static final int REFUSED_KEPT = 1_024;

    private final Stock<OutgoingTrain> stock = new Stock<>(OutgoingTrain.BYTES, KEPT, OutgoingTrain::new);
    private final boolean possible;
    private final Map<InetAddress, Boolean> refused = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Boolean> eldest) {
            return size() > REFUSED_KEPT;
        }
    };

    Trains(Transport transport) {
        this.possible = transport == Transport.EPOLL && EpollDatagramChannel.isSegmentedDatagramPacketSupported();
    }

    /** A train to this client for datagrams of this length; null where they have to go one by one. */
    @Nullable
    OutgoingTrain begin(InetSocketAddress client, int length) {
        if (!possible || length > DATAGRAM_BYTES_MOST || refused.containsKey(client.getAddress())) {
            return null;
        }
        return stock.take().to(client);
    }

    /** The kernel did not send a train to this client. */
    void refuse(InetSocketAddress client) {
        refused.put(client.getAddress(), true);
    }

    Stock<OutgoingTrain> stock() {
        return stock;
    }
}
