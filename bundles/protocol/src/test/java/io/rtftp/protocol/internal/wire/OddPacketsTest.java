package io.rtftp.protocol.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.protocol.internal.wire.Packet.Failure;
import io.rtftp.protocol.internal.wire.Packet.ReadRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What firmware sends and what attackers might. Text is written as ISO 8859-1: a char is a byte. */
@NullMarked
class OddPacketsTest {

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff", "\u00ff\u00ff\u00ff", "\u0080\u00fe"})
    void aTrailingByteFrom0x80UpIsNoPartOfTheName(String suffix) { // old firmware, shim
        assertThat(request("grubx64.efi" + suffix + "\0octet\0").name()).isEqualTo("grubx64.efi");
    }

    @Test
    void aNameInUtf8KeepsItsLetters() {
        assertThat(request("caf\u00c3\u00a9\0octet\0").name()).isEqualTo("caf\u00e9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00c0\u00ae\u00c0\u00ae/passwd", "a\u00ffb", "\u00ff/x", "\u00ed\u00a0\u0080/x"})
    void aNameThatIsNotUtf8IsRefused(String name) { // an overlong dot, a byte within, a surrogate
        assertThatThrownBy(() -> decode("\0\1" + name + "\0octet\0")).hasMessage("file name is not UTF-8");
    }

    @Test
    void aNameOfNothingButGarbageIsEmpty() {
        assertThatThrownBy(() -> decode("\0\1\u00ff\u00ff\0octet\0")).hasMessage("file name is empty");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 4_096, 65_000})
    void aLongNameIsReadWhole(int length) {
        assertThat(request("n".repeat(length) + "\0octet\0").name()).hasSize(length);
    }

    @ParameterizedTest
    @CsvSource({"BLKSIZE, blksize", "TSize, tsize", "WINDOWSIZE, windowsize"})
    void anOptionInUpperCaseIsThatOption(String name, String known) { // old firmware
        assertThat(request("a\0OCTET\0" + name + "\0" + "8\0").options()).isEqualTo(Map.of(known, "8"));
    }

    @Test
    void anOptionWithoutAValueIsLeftOut() {
        assertThat(request("a\0octet\0tsize\0" + "0\0blksize\0").options()).isEqualTo(Map.of("tsize", "0"));
    }

    @Test
    void anOptionNameWithoutItsFinalZeroIsLeftOut() {
        assertThat(request("a\0octet\0tsize\0" + "0\0blksize").options()).isEqualTo(Map.of("tsize", "0"));
    }

    @Test
    void aValueWithoutItsFinalZeroIsTaken() {
        assertThat(request("a\0octet\0blksize\0" + "1468").options()).isEqualTo(Map.of("blksize", "1468"));
    }

    @Test
    void anEmptyValueDoesNotShiftTheOptionsAfterIt() {
        assertThat(request("a\0octet\0blksize\0\0tsize\0" + "0\0").options())
                .isEqualTo(Map.of("blksize", "", "tsize", "0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "12345678901234567890", " 8", "8 ", "\u00b2"})
    void aValueThatIsNoNumberIsNoAffairOfTheCodec(String value) {
        assertThat(request("a\0octet\0blksize\0" + value + "\0").options()).containsOnlyKeys("blksize");
    }

    @Test
    void zerosBehindTheRequestArePadding() { // firmware that sends its whole buffer
        assertThat(decode("\0\1a\0octet\0" + "\0".repeat(400))).isEqualTo(new ReadRequest("a", "octet", Map.of()));
    }

    @Test
    void garbageBehindTheRequestIsAnUnknownOptionAtWorst() {
        assertThat(request("a\0octet\0\u0001\u0002\u0003").options()).isEmpty();
    }

    @Test
    void garbageBehindAnAckIsIgnored() {
        assertThat(decode("\0\4\0\1garbage")).isEqualTo(new Packet.Ack(1));
    }

    @Test
    void anErrorOfSixtyKilobytesIsCut() {
        assertThat(decode("\0\5\0\0" + "x".repeat(60_000) + "\0")).isEqualTo(new Failure(0, "x".repeat(400)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0\5\0\1gone\0", "\0\5\0\1gone"})
    void anErrorMayLackItsFinalZero(String datagram) {
        assertThat(decode(datagram)).isEqualTo(new Failure(1, "gone"));
    }

    @Test
    void anErrorMayLackItsMessage() {
        assertThat(decode("\0\5\0\10")).isEqualTo(new Failure(8, ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 399, 400, 401, 60_000})
    void anErrorGoesOutWithItsFinalZeroHoweverLongItIs(int length) {
        Failure failure = new Failure(ErrorCode.NOT_DEFINED, "\u20ac".repeat(length));
        ByteBuffer out = ByteBuffer.allocate(PacketCodec.encodedLength(failure));

        PacketCodec.encode(failure, out);

        assertThat(out.get(out.position() - 1)).isZero();
        assertThat(out.position()).as("fits the smallest MTU of IPv6").isLessThanOrEqualTo(1_280 - 48);
    }

    @Test
    void everyOpcodeWithABodyOfNoneToFourBytesIsAPacketOrMalformed() {
        for (int opcode = 0; opcode <= 0xFFFF; opcode += opcode < 16 ? 1 : 251) {
            for (int length = 0; length <= 4; length++) {
                ByteBuffer datagram = ByteBuffer.allocate(2 + length).putShort(0, (short) opcode);
                boolean known = opcode >= Opcode.READ_REQUEST && opcode <= Opcode.OPTION_ACK;
                assertThat(isPacket(datagram)).isEqualTo(known && length >= bodyLeast(opcode));
            }
        }
    }

    /** With a body of zeros a request is one of an empty name, and never a packet. */
    private static int bodyLeast(int opcode) {
        return switch (opcode) {
            case Opcode.READ_REQUEST, Opcode.WRITE_REQUEST -> Integer.MAX_VALUE;
            case Opcode.OPTION_ACK -> 0;
            default -> 2;
        };
    }

    private static boolean isPacket(ByteBuffer datagram) {
        try {
            return PacketCodec.decode(datagram) != null;
        } catch (MalformedPacketException malformed) {
            return false;
        }
    }

    private static ReadRequest request(String body) {
        return (ReadRequest) decode("\0\1" + body);
    }

    private static Packet decode(String datagram) {
        return PacketCodec.decode(ByteBuffer.wrap(datagram.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
