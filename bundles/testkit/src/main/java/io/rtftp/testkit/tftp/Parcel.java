package io.rtftp.testkit.tftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;

/** A packet on its way through a {@link LossyProxy}; it leaves once, however often it is told to. */
final class Parcel {

    private final DatagramChannel through;
    private final ByteBuffer packet;
    private final InetSocketAddress to;
    private boolean gone;

    Parcel(DatagramChannel through, ByteBuffer packet, InetSocketAddress to) {
        this.through = through;
        this.packet = packet;
        this.to = to;
    }

    Parcel copy() {
        return new Parcel(through, packet.duplicate(), to);
    }

    void leave() {
        if (gone) {
            return;
        }
        gone = true;
        try {
            through.send(packet, to);
        } catch (ClosedChannelException closed) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot send to " + to, failure);
        }
    }
}
