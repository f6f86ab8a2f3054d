package io.rtftp.protocol.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator.MaxMessageHandle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncomingTest {

    private static final int ACK_BYTES = 4;

    private final Incoming incoming = new Incoming();
    private final MaxMessageHandle reads = incoming.newHandle();

    @AfterEach
    void nothingIsInUse() {
        assertThat(incoming.inUse()).isZero();
        incoming.close();
    }

    @Test
    void manyAreAskedForWhereNothingIsKnown() {
        assertThat(read(1)).isEqualTo(Incoming.DATAGRAMS_AT_ONCE);
    }

    @Test
    void whereOneComesAtATimeNearlyAlwaysOneIsAskedFor() {
        int trials = 0;
        for (int i = 0; i < 1_000; i++) {
            trials += read(1) == 1 ? 0 : 1;
        }
        assertThat(trials).isBetween(2, 25);
    }

    @Test
    void whereManyComeManyAreAskedFor() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(read(5)).isEqualTo(Incoming.DATAGRAMS_AT_ONCE);
        }
    }

    @Test
    void whenManyBeginToComeItIsSeenSoon() {
        for (int i = 0; i < 1_000; i++) {
            read(1);
        }
        int before = 0;
        while (read(5) == 1) {
            before++;
        }
        assertThat(before).isLessThanOrEqualTo(64);
    }

    /** One read of a socket where so many datagrams wait; gives how many were asked for. */
    private int read(int waiting) {
        ByteBuf buffer = reads.allocate(ByteBufAllocator.DEFAULT);
        int asked = buffer.writableBytes() / Incoming.DATAGRAM_BYTES;
        // One that was asked for by itself is counted in its bytes, of several each place is.
        reads.lastBytesRead(asked == 1 ? ACK_BYTES : Math.min(waiting, asked) * Incoming.DATAGRAM_BYTES);
        buffer.release();
        return asked;
    }
}
