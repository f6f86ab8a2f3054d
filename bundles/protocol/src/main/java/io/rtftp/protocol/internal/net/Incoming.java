package io.rtftp.protocol.internal.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import java.util.function.Function;

/**
 * What datagrams are received into: buffers that all sockets of a loop use again and again, for a datagram is done with before the
 * next read. How many are asked of the kernel at once follows what came lately: to ask for many where one comes at a time, as in a
 * transfer in lock step, costs more than the datagram does. Belongs to the loop.
 */
final class Incoming extends DefaultMaxMessagesRecvByteBufAllocator {

    /** What is received of one datagram; longer ones are cut, and the requests of real clients are far shorter. */
    static final int DATAGRAM_BYTES = 2_048;

    /** The most that are asked for at once. */
    static final int DATAGRAMS_AT_ONCE = 32;

    private static final int FEWEST_SINGLES = 4;
    private static final int MOST_SINGLES = 64;

    private final Stock<ByteBuf> one = new Stock<>(DATAGRAM_BYTES, 1, Function.identity());
    private final Stock<ByteBuf> many = new Stock<>(DATAGRAM_BYTES * DATAGRAMS_AT_ONCE, 1, Function.identity());

    @Override
    public MaxMessageHandle newHandle() {
        return new Reads();
    }

    int inUse() {
        return one.inUse() + many.inUse();
    }

    /** Frees the memory. */
    void close() {
        one.close();
        many.close();
    }

    /** The reads of one socket: after one that brought a single datagram some that ask for one only, the more the longer it stays so. */
    private final class Reads extends MaxMessageHandle {

        private int singlesNext = FEWEST_SINGLES;
        private int singles;

        @Override
        public int guess() {
            return singles > 0 ? DATAGRAM_BYTES : DATAGRAM_BYTES * DATAGRAMS_AT_ONCE;
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator unused) {
            return singles > 0 ? one.take() : many.take();
        }

        @Override
        public void lastBytesRead(int bytes) {
            super.lastBytesRead(bytes);
            if (singles > 0) {
                singles--;
            } else if (bytes > DATAGRAM_BYTES) { // Netty counts whole places
                singlesNext = FEWEST_SINGLES;
            } else {
                singles = singlesNext;
                singlesNext = Math.min(2 * singlesNext, MOST_SINGLES);
            }
        }
    }
}
