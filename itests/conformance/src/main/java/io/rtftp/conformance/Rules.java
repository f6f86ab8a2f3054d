package io.rtftp.conformance;

import static io.rtftp.testkit.tftp.Packets.ack;
import static io.rtftp.testkit.tftp.Packets.bytes;
import static io.rtftp.testkit.tftp.Packets.data;
import static io.rtftp.testkit.tftp.Packets.error;
import static io.rtftp.testkit.tftp.Packets.readRequest;
import static io.rtftp.testkit.tftp.Packets.request;

import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** TFTP itself: RFC 1350 and RFC 1123. */
final class Rules {

    static final List<Case> CASES = List.of(
            new Case("RFC 1350 §2", "512 bytes a block where no options are asked for", (server, client) -> {
                Reply first = Expect.data(client.ask(readRequest(ReferenceFile.KERNEL.path())), 1);
                Expect.that(first.content().length == 512, () -> Expect.said(first));
                client.send(error(0, ""));
            }),
            new Case(
                    "RFC 1350 §4", "a packet from a wrong TID gets ERROR 5, and the transfer goes on", Rules::wrongTid),
            new Case(
                    "RFC 1350 §6",
                    "a file that fills its last block ends with an empty one",
                    (server, client) -> server.delivers(
                            client,
                            ReferenceFile.FULL_BLOCKS.content(),
                            readRequest(ReferenceFile.FULL_BLOCKS.path()))),
            new Case("RFC 1350 §6", "an empty file is one empty block", (server, client) -> {
                Reply only = Expect.data(client.ask(readRequest(ReferenceFile.EMPTY.path())), 1);
                Expect.that(only.content().length == 0, () -> Expect.said(only));
                client.send(ack(1));
            }),
            new Case("RFC 1350 §6", "when the last ACK is lost, the last block comes again", (server, client) -> {
                Expect.data(client.ask(readRequest(ReferenceFile.EMPTY.path())), 1);
                Expect.that(Expect.reply(client, Duration.ofSeconds(6)).isData(1), () -> "another packet");
                client.send(ack(1));
            }),
            new Case("RFC 1350 §7", "an ERROR ends the transfer and is not answered", (server, client) -> {
                Expect.data(client.ask(readRequest(ReferenceFile.KERNEL.path())), 1);
                client.send(error(3, "disk full"));
                Expect.silence(client, Duration.ofMillis(1_500));
            }),
            new Case("RFC 1350 §5", "an ERROR's text ends with a zero", (server, client) -> {
                Reply reply = Expect.error(client.ask(readRequest("not-there")));
                Expect.that(reply.bytes().get(reply.bytes().limit() - 1) == 0, () -> "no zero at the end of " + reply);
            }),
            new Case(
                    "RFC 1350 §1",
                    "netascii: LF becomes CR LF, CR becomes CR NUL, at a block's end too",
                    (server, client) -> {
                        String sent = new String(ReferenceFile.TEXT.content(), StandardCharsets.US_ASCII)
                                .replace("\r", "\r\0")
                                .replace("\n", "\r\n");
                        server.delivers(
                                client,
                                sent.getBytes(StandardCharsets.US_ASCII),
                                request(Packets.READ_REQUEST, ReferenceFile.TEXT.path(), "netascii"));
                    }),
            new Case(
                    "RFC 1123 §4.2.3.1",
                    "an ACK seen before brings no DATA (Sorcerer's Apprentice)",
                    (server, client) -> {
                        Expect.data(client.ask(readRequest(ReferenceFile.KERNEL.path())), 1);
                        Expect.data(client.send(ack(1)), 2);
                        for (int i = 0; i < 20; i++) {
                            client.send(ack(1));
                        }
                        List<Reply> replies = Expect.all(client, Duration.ofMillis(15));
                        Expect.nothingNew(replies, 2, "20 old ACKs");
                        client.send(error(0, ""));
                    }),
            new Case("RFC 1123 §4.2.3.2", "a first block that was lost comes again within 3 s", (server, client) -> {
                Expect.data(client.ask(readRequest(ReferenceFile.KERNEL.path())), 1);
                Reply again = Expect.reply(client, Duration.ofSeconds(3));
                Expect.that(again.isData(1), () -> Expect.said(again));
                client.send(error(0, ""));
            }),
            new Case(
                    "RFC 1123 §4.2.2.1",
                    "mode mail is refused",
                    (server, client) -> Expect.error(
                            client.ask(request(Packets.READ_REQUEST, ReferenceFile.KERNEL.path(), "mail")))));

    private Rules() {}

    private static void wrongTid(Server server, ScriptedClient client) {
        Reply first = Expect.data(client.ask(readRequest(ReferenceFile.TEN_BLOCKS.path())), 1);
        InetSocketAddress tid = first.from();
        if (tid.equals(server.address())) {
            throw Inconclusive.notOffered("answers from the listening port");
        }
        try (ScriptedClient stranger = ScriptedClient.at(server.local(), tid)) {
            for (byte[] packet : List.of(ack(1), data(1, bytes("x")))) {
                Reply reply = Expect.reply(stranger.ask(packet), Duration.ofSeconds(1));
                Expect.that(reply.isError(5), () -> "not ERROR 5 but " + Expect.said(reply));
            }
            Expect.silence(stranger.ask(error(5, "no, you")), Duration.ofMillis(100));
        }
        byte[] content = ReferenceFile.TEN_BLOCKS.content();
        int block = 1;
        client.sendTo(tid, ack(1));
        while (block < 10) {
            Reply reply = Expect.reply(client);
            if (reply.isData(block + 1)) {
                int from = block * 512;
                Expect.that(
                        Arrays.equals(
                                reply.content(),
                                Arrays.copyOfRange(content, from, Math.min(from + 512, content.length))),
                        () -> "other bytes in " + Expect.said(reply));
                block++;
                client.sendTo(tid, ack(block));
            }
        }
    }
}
