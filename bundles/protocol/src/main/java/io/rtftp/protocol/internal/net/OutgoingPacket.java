package io.rtftp.protocol.internal.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A datagram to send whose envelope, buffer and view are used again and again: a block sent leaves no garbage. It goes back to its
 * {@link Stock} when Netty releases it. Belongs to the loop.
 */
final class OutgoingPacket extends DatagramPacket {

    private static final InetSocketAddress NOBODY = new InetSocketAddress(0);

    private final ReusedBuffer buffer;
    private InetSocketAddress recipient = NOBODY;

    private OutgoingPacket(ReusedBuffer buffer) {
        super(buffer, NOBODY);
        this.buffer = buffer;
    }

    /** A view of the buffer's first {@code length} bytes, from position 0, to be filled; all of them will be sent. */
    ByteBuffer fill(int length) {
        buffer.setIndex(0, length);
        return buffer.internalNioBuffer(0, length);
    }

    @Override
    public InetSocketAddress recipient() {
        return recipient;
    }

    /** The packets not in use. */
    static final class Stock {

        /** Room for a block that fits Ethernet's MTU; larger packets are made for the occasion. */
        private static final int PACKET_BYTES = 1_536;

        private static final int KEPT = 4_096;

        private final ArrayDeque<OutgoingPacket> idle = new ArrayDeque<>();
        private boolean closed;

        /** A packet to {@code recipient} with room for {@code length} bytes. */
        OutgoingPacket take(InetSocketAddress recipient, int length) {
            OutgoingPacket packet = length <= PACKET_BYTES ? idle.pollLast() : null;
            if (packet == null) {
                packet = new OutgoingPacket(new ReusedBuffer(this, Math.max(length, PACKET_BYTES)));
                packet.buffer.packet = packet;
            } else {
                packet.buffer.revive();
            }
            packet.recipient = recipient;
            return packet;
        }

        /** Frees the packets not in use now, and the others when they come back. */
        void close() {
            closed = true;
            idle.forEach(packet -> packet.buffer.free());
            idle.clear();
        }

        private boolean keep(OutgoingPacket packet) {
            if (closed || packet.buffer.capacity() != PACKET_BYTES || idle.size() >= KEPT) {
                return false;
            }
            packet.recipient = NOBODY;
            idle.addLast(packet);
            return true;
        }
    }

    /** A direct buffer that goes back to the stock instead of being freed. */
    private static final class ReusedBuffer extends UnpooledDirectByteBuf {

        private final Stock stock;
        private @Nullable OutgoingPacket packet;

        ReusedBuffer(Stock stock, int capacity) {
            super(UnpooledByteBufAllocator.DEFAULT, capacity, capacity);
            this.stock = stock;
        }

        void revive() {
            resetRefCnt();
        }

        void free() {
            super.deallocate();
        }

        @Override
        protected void deallocate() {
            OutgoingPacket owner = packet;
            if (owner == null || !stock.keep(owner)) {
                free();
            }
        }
    }

    /** Not to be copied; Netty sends it as it is. */
    @Override
    public DatagramPacket replace(ByteBuf content) {
        throw new UnsupportedOperationException("an outgoing packet keeps its buffer");
    }
}
