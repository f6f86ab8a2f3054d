package io.rtftp.protocol.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class OutgoingTrainTest {

    private static final InetSocketAddress CLIENT = new InetSocketAddress("127.0.0.2", 2_000);
    private static final int LENGTH = 1_472;

    private final OutgoingTrain train =
            new OutgoingTrain(Unpooled.directBuffer(OutgoingTrain.BYTES, OutgoingTrain.BYTES)).to(CLIENT);

    @Test
    void datagramsOfOneLengthLieOneBehindTheOther() {
        put(LENGTH, 1);
        put(LENGTH, 2);
        assertThat(train.segmentSize()).isEqualTo(LENGTH);
        assertThat(train.content().readableBytes()).isEqualTo(2 * LENGTH);
        assertThat(train.content().getByte(0)).isEqualTo((byte) 1);
        assertThat(train.content().getByte(LENGTH)).isEqualTo((byte) 2);
    }

    @Test
    void aShorterOneIsTheLast() {
        put(LENGTH, 1);
        put(LENGTH - 1, 2);
        assertThat(train.append(CLIENT, LENGTH - 1)).isNull();
    }

    @Test
    void aLongerOneDoesNotFit() {
        put(LENGTH, 1);
        assertThat(train.append(CLIENT, LENGTH + 1)).isNull();
    }

    @Test
    void oneToSomeoneElseDoesNotFit() {
        put(LENGTH, 1);
        assertThat(train.append(new InetSocketAddress("127.0.0.2", 2_001), LENGTH))
                .isNull();
    }

    @Test
    void itEndsBeforeTheKernelsLimits() {
        assertThat(fill(LENGTH) * LENGTH).isLessThan(65_507 + 1).isGreaterThan(65_507 - 2 * LENGTH);
        train.content().clear();
        train.to(CLIENT);
        assertThat(fill(100)).isEqualTo(OutgoingTrain.SEGMENTS_MOST);
    }

    private int fill(int length) {
        int count = 0;
        while (train.append(CLIENT, length) != null) {
            count++;
        }
        return count;
    }

    private void put(int length, int value) {
        ByteBuffer place = train.append(CLIENT, length);
        if (place == null) {
            throw new AssertionError("no place for " + length + " bytes");
        }
        assertThat(place.remaining()).isEqualTo(length);
        while (place.hasRemaining()) {
            place.put((byte) value);
        }
    }
}
