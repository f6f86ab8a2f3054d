package io.rtftp.protocol.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.protocol.internal.wire.Packet.Ack;
import io.rtftp.protocol.internal.wire.Packet.Data;
import io.rtftp.protocol.internal.wire.Packet.Failure;
import io.rtftp.protocol.internal.wire.Packet.OptionAck;
import io.rtftp.protocol.internal.wire.Packet.ReadRequest;
import io.rtftp.protocol.internal.wire.Packet.WriteRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packets of the RFCs' figures, byte for byte, and what is refused. Text is written as ISO 8859-1: a char is a byte. */
@NullMarked
class PacketCodecTest {

    @Test
    void aReadRequestIsNameAndModeEachWithItsZero() { // RFC 1350 figure 5-1
        assertIsEncodedAs(new ReadRequest("pxelinux.0", "octet", Map.of()), "\0\1pxelinux.0\0octet\0");
    }

    @Test
    void aWriteRequestIsReadUpToItsName() { // RFC 1350 figure 5-1
        assertThat(decode("\0\2upload\0octet\0")).isEqualTo(new WriteRequest("upload"));
    }

    @Test
    void dataIsABlockNumberAndItsContent() { // RFC 1350 figure 5-2
        assertIsEncodedAs(new Data(0xFFFE, bytes("abc")), "\0\3\u00ff\u00feabc");
    }

    @Test
    void theLastBlockMayBeEmpty() { // RFC 1350 §6
        assertIsEncodedAs(new Data(1, bytes("")), "\0\3\0\1");
    }

    @Test
    void anAckIsABlockNumber() { // RFC 1350 figure 5-3
        assertIsEncodedAs(new Ack(258), "\0\4\1\2");
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_DEFINED, 0",
        "FILE_NOT_FOUND, 1",
        "ACCESS_VIOLATION, 2",
        "ILLEGAL_OPERATION, 4",
        "UNKNOWN_TRANSFER_ID, 5",
        "OPTIONS_REFUSED, 8"
    })
    void anErrorIsACodeAndAMessageWithItsZero(ErrorCode code, char number) { // RFC 1350 figure 5-4 and appendix
        assertIsEncodedAs(new Failure(code, "no"), "\0\5\0" + (char) (number - '0') + "no\0");
    }

    @Test
    void aReadRequestCarriesOptionsAsPairsOfText() { // RFC 2347
        assertIsEncodedAs(
                new ReadRequest("a", "octet", options("blksize", "1432", "tsize", "0")),
                "\0\1a\0octet\0blksize\0" + "1432\0tsize\0" + "0\0");
    }

    @Test
    void anOptionAckIsPairsOfTextInTheirOrder() { // RFC 2347
        assertIsEncodedAs(
                new OptionAck(options("blksize", "8", "tsize", "0", "timeout", "1", "windowsize", "4")),
                "\0\6blksize\0" + "8\0tsize\0" + "0\0timeout\0" + "1\0windowsize\0" + "4\0");
    }

    @Test
    void optionNamesAndModesAreReadWithoutCase() { // RFC 2347, RFC 1350 §5
        assertThat(decode("\0\1A\0OcTeT\0BLKSIZE\0" + "1468\0"))
                .isEqualTo(new ReadRequest("A", "octet", Map.of("blksize", "1468")));
    }

    @Test
    void ofAnOptionGivenTwiceTheFirstCounts() { // RFC 2347: an option may be given once
        assertThat(decode("\0\1a\0octet\0blksize\0" + "8\0BlkSize\0" + "9\0"))
                .isEqualTo(new ReadRequest("a", "octet", Map.of("blksize", "8")));
    }

    @Test
    void onlyTheBytesFromThePositionToTheLimitAreRead() {
        ByteBuffer larger = bytes("xx\0\4\1\2yy").position(2).limit(6);

        assertThat(PacketCodec.decode(larger)).isEqualTo(new Ack(258));
    }

    @ParameterizedTest
    @CsvSource({
        "'', shorter than an opcode",
        "'0', shorter than an opcode",
        "00, unknown opcode 0",
        "07, unknown opcode 7",
        "70, unknown opcode 1792",
        "01, file name without its closing zero",
        "01a, file name without its closing zero",
        "010octet0, file name is empty",
        "01a0, transfer mode without its closing zero",
        "01a0octet, transfer mode without its closing zero",
        "02, file name without its closing zero",
        "020, file name is empty",
        "03, shorter than its numbers",
        "030, shorter than its numbers",
        "04, shorter than its numbers",
        "041, shorter than its numbers",
        "05, shorter than its numbers",
        "050, shorter than its numbers"
    })
    void whatIsMalformedSaysWhy(String digitsAsBytes, String why) {
        String datagram =
                digitsAsBytes.chars().collect(StringBuilder::new, PacketCodecTest::digitAsByte, (a, b) -> {}) + "";

        assertThatThrownBy(() -> decode(datagram))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessage(why)
                .hasNoCause();
    }

    @Property
    void everyPacketSurvivesEncodingAndDecoding(@ForAll("packets") Packet packet) {
        ByteBuffer out = ByteBuffer.allocate(PacketCodec.encodedLength(packet));

        PacketCodec.encode(packet, out);

        assertThat(PacketCodec.decode(out.flip())).isEqualTo(packet);
    }

    @Property
    void noDatagramMakesTheDecoderFailOtherwiseThanByMalformedPacket(
            @ForAll @Size(max = 600) byte[] body, @ForAll("opcodes") int opcode) {
        ByteBuffer datagram = ByteBuffer.allocate(2 + body.length);
        datagram.putShort((short) opcode).put(body).flip();
        try {
            assertThat(PacketCodec.decode(datagram)).isNotNull();
        } catch (MalformedPacketException expected) {
            assertThat(expected.getMessage()).isNotBlank().doesNotContain("\0");
        }
    }

    @Provide
    Arbitrary<Integer> opcodes() {
        return Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.integers().between(1, 6)),
                Tuple.of(1, Arbitraries.integers().between(0, 65_535)));
    }

    @Provide
    Arbitrary<Packet> packets() {
        Arbitrary<String> text =
                Arbitraries.strings().excludeChars('\0').ofMaxLength(40).filter(PacketCodecTest::isUnicode);
        Arbitrary<String> name = text.filter(any -> !any.isEmpty());
        Arbitrary<Integer> number = Arbitraries.integers().between(0, 65_535);
        Arbitrary<Map<String, String>> options = Arbitraries.maps(
                Arbitraries.strings()
                        .alpha()
                        .map(any -> any.toLowerCase(Locale.ROOT))
                        .filter(any -> !any.isEmpty()),
                text);
        return Arbitraries.oneOf(
                Combinators.combine(name, Arbitraries.of("octet", "netascii", "mail"), options)
                        .as(ReadRequest::new),
                name.map(WriteRequest::new),
                Combinators.combine(
                                number, Arbitraries.bytes().array(byte[].class).ofMaxSize(600))
                        .as((block, content) -> new Data(block, ByteBuffer.wrap(content))),
                number.map(Ack::new),
                Combinators.combine(number, text).as((Integer code, String message) -> new Failure(code, message)),
                options.map(OptionAck::new));
    }

    private static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static void digitAsByte(StringBuilder text, int c) {
        text.append(Character.isDigit(c) ? (char) (c - '0') : (char) c);
    }

    private static void assertIsEncodedAs(Packet packet, String datagram) {
        ByteBuffer out = ByteBuffer.allocate(PacketCodec.encodedLength(packet));
        PacketCodec.encode(packet, out);
        assertThat(StandardCharsets.ISO_8859_1.decode(out.flip()).toString()).isEqualTo(datagram);
        assertThat(decode(datagram)).isEqualTo(packet);
    }

    private static Map<String, String> options(String... namesAndValues) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            options.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return options;
    }

    private static Packet decode(String datagram) {
        return PacketCodec.decode(bytes(datagram));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
