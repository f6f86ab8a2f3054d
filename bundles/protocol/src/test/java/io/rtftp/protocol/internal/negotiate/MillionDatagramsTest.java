package io.rtftp.protocol.internal.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.RequestedPath;
import io.rtftp.protocol.internal.wire.MalformedPacketException;
import io.rtftp.protocol.internal.wire.Packet;
import io.rtftp.protocol.internal.wire.PacketCodec;
import io.rtftp.testkit.fuzz.Corpus;
import io.rtftp.testkit.fuzz.Fuzz;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * A million datagrams of chance, and a million that are nearly those of the corpus: nothing but the exceptions that are meant comes out.
 * {@code mvn -Pfuzz} goes on all night.
 */
@NullMarked
class MillionDatagramsTest {

    private static final int MILLION = 1_000_000;
    private static final int LONGEST = 80;
    private static final int OPCODES = 8;
    private static final Limits LIMITS = new Limits(1_468, 4 << 20);
    private static final Corpus CORPUS = Corpus.in(Path.of("src/test/corpus/datagrams"));

    private long malformed;
    private long requests;
    private long paths;

    @Test
    void bytesOfChanceAreAPacketOrMalformed() {
        long fed = Fuzz.feed(MILLION, MillionDatagramsTest::bytes, this::read);

        assertThat(malformed).isBetween(1L, fed - 1);
    }

    @Test
    void whatIsNearlyAPacketIsNegotiatedOrMalformed() {
        CORPUS.inputs().forEach(this::read);
        assertThat(requests).as("requests in the corpus").isGreaterThan(10);

        long fed = Fuzz.feed(MILLION, CORPUS::changed, this::read);

        assertThat(requests).isGreaterThan(fed / 10);
        assertThat(paths).isGreaterThan(fed / 20);
        assertThat(malformed).isGreaterThan(fed / 10);
    }

    private static byte[] bytes(Random chance) {
        byte[] datagram = new byte[chance.nextInt(LONGEST)];
        chance.nextBytes(datagram);
        if (datagram.length > 1) { // else nearly all of them are unknown opcodes
            datagram[0] = 0;
            datagram[1] = (byte) chance.nextInt(OPCODES);
        }
        return datagram;
    }

    private void read(byte[] datagram) {
        try {
            if (PacketCodec.decode(ByteBuffer.wrap(datagram)) instanceof Packet.ReadRequest request) {
                requests++;
                negotiate(request);
                normalise(request);
            }
        } catch (MalformedPacketException expected) {
            malformed++;
        }
    }

    private static void negotiate(Packet.ReadRequest request) {
        Agreement agreed = Negotiation.agree(request.options(), LIMITS, OptionalLong.of(MILLION));
        if (!request.options().keySet().containsAll(agreed.options().keySet())) {
            throw new IllegalStateException("granted what was not asked for: " + agreed);
        }
        if (agreed.blockSize() > LIMITS.blockSizeMax() || (long) agreed.blockSize() * agreed.windowSize() > 4 << 20) {
            throw new IllegalStateException("granted more than the limits: " + agreed);
        }
    }

    private void normalise(Packet.ReadRequest request) {
        try {
            String path = RequestedPath.normalise(request.name());
            paths++;
            if (path.startsWith("/") || ("/" + path + "/").contains("/../") || path.indexOf('\0') >= 0) {
                throw new IllegalStateException("not a path within a place: " + path);
            }
        } catch (IllegalArgumentException refused) {
            return; // as RequestDesk answers it: ERROR 2
        }
    }
}
