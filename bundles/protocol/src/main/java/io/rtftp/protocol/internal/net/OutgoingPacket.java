package io.rtftp.protocol.internal.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A datagram to send, in an envelope that can be addressed anew. Belongs to the loop. */
final class OutgoingPacket extends DatagramPacket {

    private static final InetSocketAddress NOBODY = new InetSocketAddress(0);

    private InetSocketAddress recipient = NOBODY;

    /** Addressed to nobody yet. */
    OutgoingPacket(ByteBuf buffer) {
        super(buffer, NOBODY);
    }

    /** Addresses it. */
    OutgoingPacket to(InetSocketAddress client) {
        recipient = client;
        return this;
    }

    /** A view of the buffer's first {@code length} bytes, from position 0, to be filled; all of them will be sent. */
    ByteBuffer fill(int length) {
        content().setIndex(0, length);
        return content().internalNioBuffer(0, length);
    }

    @Override
    public InetSocketAddress recipient() {
        return recipient;
    }

    /** Not to be copied; Netty sends it as it is. */
    @Override
    public DatagramPacket replace(ByteBuf content) {
        throw new UnsupportedOperationException("an outgoing packet keeps its buffer");
    }
}
