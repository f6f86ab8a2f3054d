package io.rtftp.protocol.internal.netascii;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.api.file.ServedFile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text for a terminal that needs CR LF (RFC 764 p. 12): LF becomes CR LF, CR becomes CR NUL, all else stays. */
@NullMarked
class NetasciiFileTest {

    private static final int CHUNK = 65_536;

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\t\u0007\u0000", "a\u00e9\u00ffz"})
    void whatIsNeitherCrNorLfStays(String text) { // RFC 764 p. 12
        assertThat(translated(text)).isEqualTo(text);
    }

    @Test
    void aLineFeedBecomesCarriageReturnAndLineFeed() { // RFC 1350 §1, RFC 764 p. 12
        assertThat(translated("one\ntwo\n\n")).isEqualTo("one\r\ntwo\r\n\r\n");
    }

    @Test
    void aCarriageReturnBecomesCarriageReturnAndNul() { // RFC 764 p. 12
        assertThat(translated("a\rb\r")).isEqualTo("a\r\0b\r\0");
    }

    @Test
    void aLineOfAnotherSystemKeepsItsCarriageReturn() { // so that decoding gives CR LF back
        assertThat(translated("one\r\n")).isEqualTo("one\r\0\r\n");
    }

    @Test
    void theSizeIsThatOfWhatIsSent() {
        assertThat(file("a\nb\r").size()).isEqualTo(6);
        assertThat(file("").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void aReadMayBeginBetweenTheTwoBytesOfAPair(int position) { // a CR at a block's end
        assertThat(read(file("a\nb\r"), position, 100)).isEqualTo("a\r\nb\r\0".substring(position));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void aReadMayEndBetweenTheTwoBytesOfAPair(int length) { // a CR at a block's end
        assertThat(read(file("a\nb\r"), 0, length)).isEqualTo("a\r\nb\r\0".substring(0, length));
    }

    @ParameterizedTest
    @ValueSource(ints = {CHUNK - 2, CHUNK - 1, CHUNK, CHUNK + 1})
    void aPairMayFallOnTheBorderOfTwoPieces(int before) {
        String text = "x".repeat(before) + "\n\r" + "y".repeat(10);
        String sent = "x".repeat(before) + "\r\n\r\0" + "y".repeat(10);
        ServedFile file = file(text);

        assertThat(file.size()).isEqualTo(sent.length());
        for (int position = before - 2; position < sent.length(); position++) {
            assertThat(read(file, position, 5))
                    .isEqualTo(sent.substring(position, Math.min(position + 5, sent.length())));
        }
    }

    @Test
    void aFileOfLineFeedsIsTwiceAsLong() {
        ServedFile file = file("\n".repeat(3 * CHUNK + 7));

        assertThat(file.size()).isEqualTo(2 * (3 * CHUNK + 7));
        assertThat(read(file, CHUNK - 1, 4)).isEqualTo("\n\r\n\r");
        assertThat(read(file, file.size() - 1, 10)).isEqualTo("\n");
    }

    @Test
    void aReadAtTheEndIsEmpty() {
        assertThat(read(file("a\n"), 3, 100)).isEmpty();
    }

    @Test
    void theOriginIsTheFilesOwn() {
        assertThat(file("a").origin()).isEqualTo("memory");
    }

    @Test
    void closingItClosesTheFile() {
        TextFile file = new TextFile(bytes("a\n"));
        ServedFile translated = translation(file);

        translated.close();

        assertThat(file.isClosed()).isTrue();
    }

    @Test
    void aFileThatCannotBeMeasuredIsClosed() {
        TextFile file = new TextFile(bytes("a\n"));
        file.failWith("the disk is gone");

        assertThatThrownBy(() -> translation(file)).hasMessageContaining("the disk is gone");
        assertThat(file.isClosed()).isTrue();
    }

    @Test
    void aFileThatShrankWhileItWasMeasuredIsRefusedAndClosed() {
        TextFile file = new TextFile(bytes("abc"));
        file.shrinkTo(2);

        assertThatThrownBy(() -> translation(file)).hasMessageContaining("memory gave 2 bytes at 0, not 3");
        assertThat(file.isClosed()).isTrue();
    }

    @Test
    void aFileThatShrinksLaterFailsTheReadAndSendsNoWrongBytes() {
        TextFile file = new TextFile(bytes("x".repeat(2 * CHUNK)));
        ServedFile translated = translation(file);
        file.shrinkTo(CHUNK + 3);

        assertThat(read(translated, 0, CHUNK)).hasSize(CHUNK);
        assertThatThrownBy(() -> read(translated, CHUNK, CHUNK))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("it is no longer what was opened");
    }

    @Test
    void bytesThatComeLaterAreMeasuredTheSame() {
        TextFile file = new TextFile(bytes("\r\n".repeat(CHUNK)));
        file.answerLater();
        var translating = NetasciiFile.of(file).toCompletableFuture();
        assertThat(translating).isNotDone();

        while (file.isAsked()) {
            file.answer();
        }

        assertThat(translating.join().size()).isEqualTo(4 * CHUNK);
    }

    @Property(tries = 500)
    void whatAClientDecodesIsTheFile(
            @ForAll("texts") byte[] content, @ForAll @IntRange(min = 1, max = 700) int pieceBytes) {
        ServedFile file = translation(new TextFile(content));
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        for (long position = 0; position < file.size(); position += pieceBytes) {
            sent.writeBytes(read(file, position, pieceBytes).getBytes(StandardCharsets.ISO_8859_1));
        }

        assertThat(sent.size()).isEqualTo((int) file.size());
        assertThat(decoded(sent.toByteArray())).isEqualTo(content);
    }

    @Provide
    Arbitrary<byte[]> texts() {
        return Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.bytes()),
                        Tuple.of(2, Arbitraries.of((byte) '\r', (byte) '\n', (byte) 0)))
                .array(byte[].class)
                .ofMaxSize(2_000);
    }

    /** The plainest decoder there is: CR LF is LF, CR NUL is CR, and nothing else begins with CR. */
    private static byte[] decoded(byte[] sent) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int i = 0; i < sent.length; i++) {
            if (sent[i] != '\r') {
                file.write(sent[i]);
            } else {
                byte second = sent[++i];
                assertThat(second).isIn((byte) '\n', (byte) 0);
                file.write(second == '\n' ? '\n' : '\r');
            }
        }
        return file.toByteArray();
    }

    private static String translated(String text) {
        ServedFile file = file(text);
        return read(file, 0, (int) file.size() + 10);
    }

    private static ServedFile file(String text) {
        return translation(new TextFile(bytes(text)));
    }

    private static ServedFile translation(TextFile file) {
        return NetasciiFile.of(file).toCompletableFuture().join();
    }

    private static String read(ServedFile file, long position, int length) {
        ByteBuffer bytes = file.read(position, length).toCompletableFuture().join();
        return StandardCharsets.ISO_8859_1.decode(bytes).toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
