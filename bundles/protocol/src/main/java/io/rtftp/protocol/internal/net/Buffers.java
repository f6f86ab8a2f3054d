package io.rtftp.protocol.internal.net;

import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;

/** All buffers of a server's packets. Belongs to the loop. */
final class Buffers implements AutoCloseable {

    /** Room for a block that fits Ethernet's MTU; larger packets are made for the occasion. */
    private static final int PACKET_BYTES = 1_536;

    private static final int PACKETS_KEPT = 4_096;

    /** Half of what {@code bin/rtftp} allows outside of the heap. */
    private static final long WAITING_BYTES_MOST = 64L << 20;

    private final Incoming incoming = new Incoming();
    private final Stock<OutgoingPacket> packets = new Stock<>(PACKET_BYTES, PACKETS_KEPT, OutgoingPacket::new);
    private final Trains trains;

    Buffers(Transport transport) {
        this.trains = new Trains(transport);
    }

    /** What datagrams are received into. */
    Incoming incoming() {
        return incoming;
    }

    /** A packet to {@code client} with room for {@code length} bytes. */
    OutgoingPacket packet(InetSocketAddress client, int length) {
        return (length <= PACKET_BYTES ? packets.take() : new OutgoingPacket(Unpooled.directBuffer(length, length)))
                .to(client);
    }

    /** For many datagrams to one client at once. */
    Trains trains() {
        return trains;
    }

    /** Whether so much waits to be sent that more would not fit into the memory there is; it is as well lost as late. */
    boolean areSpent() {
        long bytes =
                (long) packets.inUse() * PACKET_BYTES + (long) trains.stock().inUse() * OutgoingTrain.BYTES;
        return bytes > WAITING_BYTES_MOST;
    }

    /** How many are in use; between two turns of the loop only what the kernel has not taken yet. */
    int inUse() {
        return incoming.inUse() + packets.inUse() + trains.stock().inUse();
    }

    /** Frees the memory, and that of what is still in use when it comes back. */
    @Override
    public void close() {
        incoming.close();
        packets.close();
        trains.stock().close();
    }
}
