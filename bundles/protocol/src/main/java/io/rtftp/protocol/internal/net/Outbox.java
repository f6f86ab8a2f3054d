package io.rtftp.protocol.internal.net;

import io.netty.channel.Channel;
import io.rtftp.protocol.internal.wire.Packet;
import io.rtftp.protocol.internal.wire.PacketCodec;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What one socket sends: the packets of one turn of the loop leave together. On the loop. */
final class Outbox {

    private final Loop loop;
    private final Buffers buffers;
    private final Runnable full;
    private @Nullable Channel channel;
    private @Nullable OutgoingTrain train; // of this turn, and not full
    private boolean unflushed;

    /**
     * Nothing leaves before it is {@linkplain #open opened}.
     *
     * @param full is run when a packet is dropped because too many wait for the network already
     */
    Outbox(Loop loop, Buffers buffers, Runnable full) {
        this.loop = loop;
        this.buffers = buffers;
        this.full = full;
    }

    /** What is sent leaves by this channel, as long as that is open. */
    void open(Channel bound) {
        channel = bound;
    }

    /** Sends a packet to {@code client}, with this turn's others. */
    void send(Packet packet, InetSocketAddress client) {
        Channel open = open();
        if (open != null) {
            int bound = PacketCodec.encodedLength(packet);
            OutgoingPacket datagram = buffers.packet(client, bound);
            ByteBuffer out = datagram.fill(bound);
            PacketCodec.encode(packet, out);
            datagram.fill(out.position());
            train = null;
            write(datagram, open);
        }
    }

    /**
     * Sends a packet that the caller fills at once, with this turn's others.
     *
     * @param length of the packet in bytes
     * @param oneOfMany whether more to the same client is likely to follow in this turn
     * @return where the packet's bytes go; it has room for exactly these
     */
    ByteBuffer send(InetSocketAddress client, int length, boolean oneOfMany) {
        Channel open = open();
        if (open == null) {
            return ByteBuffer.allocate(length); // goes nowhere
        }
        ByteBuffer place = train == null ? null : train.append(client, length);
        if (place != null) {
            return place;
        }
        OutgoingTrain begun = oneOfMany ? buffers.trains().begin(client, length) : null;
        train = begun;
        if (begun != null) {
            place = begun.append(client, length);
            write(begun, client, open);
        }
        if (place == null) {
            OutgoingPacket datagram = buffers.packet(client, length);
            place = datagram.fill(length);
            write(datagram, open);
        }
        return place;
    }

    /** Hands what was sent to the kernel. */
    void flush() {
        unflushed = false;
        train = null;
        if (channel != null) {
            channel.flush();
        }
    }

    private @Nullable Channel open() {
        Channel bound = channel;
        if (bound == null || !bound.isOpen()) {
            return null;
        }
        if (buffers.areSpent() || !bound.isWritable()) {
            full.run();
            return null;
        }
        return bound;
    }

    private void write(OutgoingPacket datagram, Channel open) {
        var unused = open.write(datagram, open.voidPromise()); // a failure comes to exceptionCaught
        flushLater();
    }

    private void write(OutgoingTrain datagrams, InetSocketAddress client, Channel open) {
        open.write(datagrams).addListener(sent -> {
            if (!sent.isSuccess() && open.isOpen()) {
                buffers.trains().refuse(client);
            }
        });
        flushLater();
    }

    private void flushLater() {
        if (!unflushed) {
            unflushed = true;
            loop.flushLater(this);
        }
    }
}
