package io.rtftp.protocol.internal.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams to one client that are handed to the kernel as one and cut apart by it (UDP_SEGMENT, udp(7)): they pass most of the way as
 * one. All are as long as the first, but the last may be shorter. Belongs to the loop.
 */
final class OutgoingTrain extends SegmentedDatagramPacket {

    /** Room for as many bytes as one call may carry (65,507). */
    static final int BYTES = 65_000;

    /** The kernel cuts into as many at most (UDP_MAX_SEGMENTS). */
    static final int SEGMENTS_MOST = 64;

    private static final InetSocketAddress NOBODY = new InetSocketAddress(0);

    private InetSocketAddress recipient = NOBODY;
    private int segmentBytes;
    private int segments;
    private boolean full;

    /** Addressed to nobody yet. */
    OutgoingTrain(ByteBuf buffer) {
        super(buffer, 1, NOBODY);
    }

    /** Addresses it; it carries nothing yet. */
    OutgoingTrain to(InetSocketAddress client) {
        recipient = client;
        segmentBytes = 0;
        segments = 0;
        full = false;
        return this;
    }

    /** A view of the place of one more datagram, to be filled; null where it can't be carried in this train. */
    @Nullable
    ByteBuffer append(InetSocketAddress client, int length) {
        ByteBuf buffer = content();
        int start = buffer.writerIndex();
        if (full
                || segments == SEGMENTS_MOST
                || start + length > BYTES
                || (segments > 0 && length > segmentBytes)
                || !client.equals(recipient)) {
            return null;
        }
        if (segments == 0) {
            segmentBytes = length;
        }
        full = length < segmentBytes;
        segments++;
        buffer.writerIndex(start + length);
        return buffer.internalNioBuffer(start, length);
    }

    @Override
    public int segmentSize() {
        return segmentBytes;
    }

    @Override
    public InetSocketAddress recipient() {
        return recipient;
    }

    /** Not to be copied; Netty sends it as it is. */
    @Override
    public SegmentedDatagramPacket replace(ByteBuf content) {
        throw new UnsupportedOperationException("an outgoing train keeps its buffer");
    }
}
