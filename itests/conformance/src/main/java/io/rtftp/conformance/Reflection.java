package io.rtftp.conformance;

import static io.rtftp.testkit.tftp.Packets.ack;
import static io.rtftp.testkit.tftp.Packets.bytes;
import static io.rtftp.testkit.tftp.Packets.data;
import static io.rtftp.testkit.tftp.Packets.error;
import static io.rtftp.testkit.tftp.Packets.raw;
import static io.rtftp.testkit.tftp.Packets.readRequest;

import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.time.Duration;
import java.util.List;

/** What a server can be made to send to somebody who asked for nothing. The client here never answers: its address was forged. */
final class Reflection {

    private static final String FORGED = "forged requests";
    private static final String OTHERS = "what is no request";
    private static final int PACKETS_MOST = 6;
    private static final int COPIES_ANSWERED_MOST = 8;

    /** Longer than any server waits before it repeats a packet for the last time but one. */
    private static final Duration SILENCE = Duration.ofSeconds(9);

    static final List<Case> CASES = List.of(
            new Case(
                    FORGED,
                    "with options: at most 6 packets in all, none longer than the request",
                    (server, client) -> {
                        byte[] request = readRequest(ReferenceFile.LARGE.path(), "blksize", "1468", "tsize", "0");
                        List<Reply> replies = unanswered(client, request);
                        Expect.that(
                                replies.stream().allMatch(reply -> reply.bytes().limit() <= request.length),
                                () -> "a packet longer than the request");
                    }),
            new Case(
                    FORGED,
                    "without options: at most 6 packets in all, each of one block",
                    (server, client) -> unanswered(client, readRequest(ReferenceFile.LARGE.path()))),
            new Case(
                    FORGED,
                    "with a window of 64: at most 6 packets in all, so no window",
                    (server, client) -> unanswered(
                            client, readRequest(ReferenceFile.LARGE.path(), "blksize", "1468", "windowsize", "64"))),
            new Case(FORGED, "for a file that is not there: one ERROR, never again", (server, client) -> {
                List<Reply> replies = Expect.all(client.ask(readRequest("not-there")), Duration.ofSeconds(3));
                Expect.that(replies.size() == 1, () -> replies.size() + " packets");
            }),
            new Case(FORGED, "fifty times the same at once: answered a few times", (server, client) -> {
                byte[] request = readRequest(ReferenceFile.LARGE.path());
                for (int i = 0; i < 50; i++) {
                    client.ask(request);
                }
                List<Reply> replies = Expect.all(client, Duration.ofMillis(300));
                Expect.that(
                        replies.size() <= COPIES_ANSWERED_MOST,
                        () -> replies.size() + " packets in answer to 50 equal requests");
            }),
            isIgnored("an ACK", ack(1)),
            isIgnored("DATA", data(1, bytes("x"))),
            isIgnored("an ERROR", error(5, "x")),
            isIgnored("an OACK", raw(Packets.OPTION_ACK, bytes("blksize\000512\0"))),
            isIgnored("opcode 9", raw(9, bytes("boot/kernel\0octet\0"))),
            isIgnored("an empty packet", new byte[0]),
            isIgnored("one byte", new byte[] {1}));

    private Reflection() {}

    private static List<Reply> unanswered(ScriptedClient client, byte[] request) {
        List<Reply> replies = Expect.all(client.ask(request), SILENCE);
        int bytes = replies.stream().mapToInt(reply -> reply.bytes().limit()).sum();
        Expect.that(
                replies.size() <= PACKETS_MOST,
                () -> replies.size() + " packets with " + bytes + " bytes for a request of " + request.length);
        return replies;
    }

    private static Case isIgnored(String what, byte[] packet) {
        return new Case(
                OTHERS,
                what + " to the listening port is not answered",
                (server, client) -> Expect.silence(client.ask(packet), Duration.ofMillis(400)));
    }
}
