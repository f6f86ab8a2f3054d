package io.rtftp.protocol.internal.negotiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.rtftp.protocol.internal.wire.MalformedPacketException;
import io.rtftp.protocol.internal.wire.Packet;
import io.rtftp.protocol.internal.wire.PacketCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** A million datagrams of chance, and a million that are nearly requests: nothing but the codec's own exception comes out. */
@NullMarked
class MillionDatagramsTest {

    private static final int MILLION = 1_000_000;
    private static final int LONGEST = 80;
    private static final int OPCODES = 8;
    private static final Limits LIMITS = new Limits(1_468, 4 << 20);
    private static final byte[] REQUEST =
            "\0\1boot/kernel.img\0octet\0blksize\0001468\0tsize\0000\0windowsize\00016\0timeout\0003\0"
                    .getBytes(StandardCharsets.ISO_8859_1);

    private long malformed;
    private long requests;

    @Test
    void bytesOfChanceAreAPacketOrMalformed() {
        Random random = new Random(1);
        for (int i = 0; i < MILLION; i++) {
            byte[] datagram = new byte[random.nextInt(LONGEST)];
            random.nextBytes(datagram);
            if (datagram.length > 1) { // else nearly all of them are unknown opcodes
                datagram[0] = 0;
                datagram[1] = (byte) random.nextInt(OPCODES);
            }
            read(datagram, i);
        }

        assertThat(malformed).isBetween(1L, MILLION - 1L);
    }

    @Test
    void aRequestWithAFewBytesChangedIsNegotiatedOrMalformed() {
        Random random = new Random(2);
        for (int i = 0; i < MILLION; i++) {
            byte[] datagram =
                    Arrays.copyOf(REQUEST, random.nextInt(8) == 0 ? random.nextInt(REQUEST.length) : REQUEST.length);
            for (int change = random.nextInt(4); change > 0 && datagram.length > 2; change--) {
                datagram[2 + random.nextInt(datagram.length - 2)] = (byte) random.nextInt(256);
            }
            read(datagram, i);
        }

        assertThat(requests).isGreaterThan(MILLION / 4);
        assertThat(malformed).isPositive();
    }

    private void read(byte[] datagram, int number) {
        try {
            if (PacketCodec.decode(ByteBuffer.wrap(datagram)) instanceof Packet.ReadRequest request) {
                requests++;
                var agreed = Negotiation.agree(request.options(), LIMITS, OptionalLong.of(MILLION));
                if (!request.options().keySet().containsAll(agreed.options().keySet())) {
                    fail("datagram %s was granted what it did not ask for: %s", number, agreed);
                }
            }
        } catch (MalformedPacketException expected) {
            malformed++;
        }
    }
}
