package io.rtftp.protocol.internal.net;

import static io.rtftp.testkit.tftp.Packets.bytes;
import static io.rtftp.testkit.tftp.Packets.error;
import static io.rtftp.testkit.tftp.Packets.readRequest;
import static io.rtftp.testkit.tftp.Packets.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that can't be served, or not as they are written. Text is ISO 8859-1: a char is a byte. */
class BadRequestsTest {

    private static final Duration A_MOMENT = Duration.ofMillis(50);
    private static final byte[] CONTENT = bytes("menuentry");

    private final RunningServer server = RunningServer.start(new Settings(), new MemoryChain().file("a/b", CONTENT));
    private final ScriptedClient client = server.client();

    @AfterEach
    void itServesOnAndNothingIsLeft() {
        try (ScriptedClient next = server.client("127.0.0.2")) {
            assertThat(Download.of(next, readRequest("a/b")).content().bytes()).isEqualTo(CONTENT);
        }
        client.close();
        server.isAtRest();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../etc/passwd",
                "..\\etc\\passwd",
                "a/../../b",
                "/../a/b",
                "..",
                "a/.",
                "\\..\\..\\windows",
            })
    void aPathThatLeadsUpwardsIsRefused(String name) {
        Reply reply = client.ask(readRequest(name)).receive();

        assertThat(reply.isError(2)).as(reply.message()).isTrue();
        assertThat(reply.message()).contains("is not allowed in a path");
        assertThat(server.chain().asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "C:\\boot.ini", "%2e%2e/%2e%2e/etc/passwd", "tftp-secret/key", "...."})
    void aNameThatOnlyLooksLikeAWayOutIsANameLikeAnyOther(String name) {
        assertThat(client.ask(readRequest(name)).receive().isError(1)).isTrue();
        assertThat(server.chain().asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "\\", "///"})
    void aNameWithoutAFileIsRefused(String name) {
        assertThat(client.ask(readRequest(name)).receive().isError(2)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0\1",
                "\0\1a",
                "\0\1a\0",
                "\0\1\0octet\0",
                "\0\1a\0octet",
                "\0\1\u00c0\u00ae\u00c0\u00ae/passwd\0octet\0",
                "\0\1\u00ff\0octet\0",
                "\0\2",
                "\0\2a",
            })
    void aMalformedRequestGetsError4(String datagram) {
        Reply reply = client.ask(bytes(datagram)).receive();

        assertThat(reply.isError(4)).as(reply.toString()).isTrue();
        assertThat(reply.message()).startsWith("malformed ");
        assertThat(reply.bytes().get(reply.bytes().limit() - 1))
                .as("the text's final zero")
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail", "binary", "", "octet "})
    void aModeThatIsNotServedGetsError4(String mode) {
        assertThat(client.ask(request(Packets.READ_REQUEST, "a/b", mode))
                        .receive()
                        .isError(4))
                .isTrue();
    }

    @Test
    void aNulInsideANameEndsIt() {
        // What follows is the mode, as for any server that reads C strings.
        assertThat(client.ask(bytes("\0\1a/b\0/../../etc/passwd\0octet\0"))
                        .receive()
                        .isError(4))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 1_900, 4_096, 65_000})
    void aLongNameIsAnsweredWithAnErrorThatIsNotLong(int length) {
        Reply reply = client.ask(readRequest("n".repeat(length))).receive();

        assertThat(reply.opcode()).isEqualTo(Packets.ERROR);
        assertThat(reply.bytes().limit()).isLessThan(500);
    }

    @Test
    void aWriteRequestGetsError2() {
        for (String name : new String[] {"a/b", "new", "../up"}) {
            Reply reply = client.ask(request(Packets.WRITE_REQUEST, name, "octet", "tsize", "100"))
                    .receive();
            assertThat(reply.isError(2)).isTrue();
            assertThat(reply.message()).isEqualTo("this server is read-only: " + name);
        }
        assertThat(server.chain().asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blksize\0",
                "blksize\0\0",
                "blksize\0abc\0",
                "blksize\0-1\0",
                "blksize\0007\0",
                "blksize\00065465\0",
                "blksize\00012345678901234567890\0",
                "windowsize\0000\0",
                "windowsize\00065536\0",
                "timeout\0000\0",
                "timeout\000256\0",
                "tsize",
                "multicast\0\0",
                "\0\0\0\0",
                "nonsense",
            })
    void anOptionThatIsWrongOrUnknownIsLeftOut(String option) { // RFC 2347: no OACK where none was accepted
        Reply reply = client.ask(bytes("\0\1a/b\0octet\0" + option)).receive();

        assertThat(reply.isData(1)).as(reply.toString()).isTrue();
        assertThat(reply.content()).isEqualTo(CONTENT);
        client.send(Packets.ack(1));
    }

    @Test
    void theLastOptionNeedsNoFinalZero() {
        Reply reply = client.ask(bytes("\0\1a/b\0octet\0blksize\0001024")).receive();

        assertThat(reply.options()).isEqualTo(Map.of("blksize", "1024"));
        client.send(error(0, ""));
    }

    @Test
    void anOptionThatIsAskedForTwiceIsGrantedOnce() {
        Reply reply = client.ask(readRequest("a/b", "blksize", "1024", "BLKSIZE", "8", "tsize", "0", "tsize", "0"))
                .receive();

        assertThat(reply.options()).isEqualTo(Map.of("blksize", "1024", "tsize", "9"));
        client.send(error(0, ""));
    }

    @Test
    void anOptionAckMayBeLongerThanABlock() {
        Download.Result result = Download.of(
                client, readRequest("a/b", "blksize", "8", "timeout", "255", "tsize", "0", "windowsize", "2"));

        assertThat(result.granted()).hasSize(4);
        assertThat(result.content().bytes()).isEqualTo(CONTENT);
    }

    @Test
    void anAnswerToARequestIsNeverToARequestThatIsNone() {
        for (int opcode : new int[] {0, 3, 4, 5, 6, 7, 255, 256, 0x0100, 65_535}) {
            client.ask(Packets.raw(opcode, bytes("a/b\0octet\0")));
        }
        client.ask(new byte[0]).ask(new byte[] {1}).ask(new byte[] {0, 0}).hearsNothingFor(A_MOMENT);
    }

    @Test
    void anErrorIsNeverAnswered() {
        client.ask(error(0, "x")).ask(error(5, "y".repeat(60_000))).ask(Packets.raw(Packets.ERROR));
        client.hearsNothingFor(A_MOMENT);
    }

    @Test
    void tsizeIsLeftOutInNetascii() { // RFC 2349: the receiver stores another number
        Reply reply = client.ask(request(Packets.READ_REQUEST, "a/b", "NetASCII", "tsize", "0", "blksize", "600"))
                .receive();

        assertThat(reply.options()).isEqualTo(Map.of("blksize", "600"));
        client.send(error(0, ""));
    }
}
