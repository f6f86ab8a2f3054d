package io.rtftp.conformance;

import static io.rtftp.testkit.tftp.Packets.ack;
import static io.rtftp.testkit.tftp.Packets.error;
import static io.rtftp.testkit.tftp.Packets.raw;
import static io.rtftp.testkit.tftp.Packets.readRequest;

import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Packets at the wrong time, of the wrong kind or from the wrong port. */
final class OddPackets {

    private static final String SUBJECT = "packets";
    private static final String PORTS = "ports";
    private static final Duration A_MOMENT = Duration.ofMillis(100);

    static final List<Case> CASES = List.of(
            new Case(
                    SUBJECT,
                    "every opcode with 0 to 4 bytes after it, to the listening port: it serves on",
                    (server, client) -> {
                        for (int opcode : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 255, 65_535}) {
                            for (int length = 0; length <= 4; length++) {
                                client.ask(raw(opcode, new byte[length]));
                            }
                        }
                        List<Reply> replies = Expect.all(client, A_MOMENT);
                        for (Reply reply : replies) {
                            Expect.that(reply.opcode() == Packets.ERROR, () -> "answered with " + Expect.said(reply));
                        }
                    }),
            new Case(
                    SUBJECT,
                    "every opcode but ERROR with 0 to 4 bytes, in a transfer: it goes on",
                    (server, client) -> {
                        InetSocketAddress tid = begin(client);
                        for (int opcode : new int[] {0, 1, 2, 3, 4, 6, 7, 255, 65_535}) {
                            for (int length = 0; length <= 4; length++) {
                                if (opcode != Packets.ACK || length < 2) {
                                    client.sendTo(tid, raw(opcode, new byte[length]));
                                }
                            }
                        }
                        goesOn(client, tid);
                    }),
            new Case(SUBJECT, "ERROR with 60 KB of text ends a transfer, and nothing else", (server, client) -> {
                begin(client);
                client.send(error(0, "x".repeat(60_000)));
                Expect.silence(client, Duration.ofMillis(1_200));
            }),
            new Case(SUBJECT, "an ERROR without its final zero ends a transfer", (server, client) -> {
                begin(client);
                client.send(raw(Packets.ERROR, (byte) 0, (byte) 0, (byte) 'x'));
                Expect.silence(client, Duration.ofMillis(1_200));
            }),
            new Case(SUBJECT, "an ACK of a block not sent yet brings nothing", (server, client) -> {
                InetSocketAddress tid = begin(client);
                for (int block : new int[] {2, 3, 40_000, 65_535}) {
                    client.sendTo(tid, ack(block));
                }
                List<Reply> replies = Expect.all(client, A_MOMENT);
                Expect.nothingNew(replies, 1, "four ACKs of blocks not sent");
                goesOn(client, tid);
            }),
            new Case(PORTS, "two requests from one port are two transfers", (server, client) -> {
                InetSocketAddress first = begin(client);
                Reply second = Expect.reply(client.ask(readRequest(ReferenceFile.GRUB.path(), "blksize", "600")));
                Expect.that(!second.from().equals(first), () -> "the first transfer's " + Expect.said(second));
                client.sendTo(second.from(), error(0, ""));
                goesOn(client, first);
            }),
            new Case(PORTS, "the same port asks again right after the end of a transfer", (server, client) -> {
                for (int i = 0; i < 5; i++) {
                    server.delivers(
                            client, ReferenceFile.TEN_BLOCKS.content(), readRequest(ReferenceFile.TEN_BLOCKS.path()));
                }
            }),
            new Case(PORTS, "the same port asks again right after an ERROR of the server", (server, client) -> {
                Expect.error(client.ask(readRequest("not-there")));
                server.delivers(
                        client, ReferenceFile.TEN_BLOCKS.content(), readRequest(ReferenceFile.TEN_BLOCKS.path()));
            }),
            fromPort(7),
            fromPort(19),
            fromPort(69));

    private OddPackets() {}

    /** Others answer whatever comes to them: the two would never stop. */
    private static Case fromPort(int port) {
        return new Case(PORTS, "a request from port " + port + " is not answered", (server, client) -> {
            try (ScriptedClient forged = ScriptedClient.at(server.local(), port, server.address())) {
                Expect.silence(forged.ask(readRequest("not-there")), Duration.ofMillis(500));
                Expect.silence(forged.ask(readRequest(ReferenceFile.EMPTY.path())), Duration.ofMillis(500));
            } catch (UncheckedIOException noSuchPort) {
                throw Inconclusive.notRun("needs the right to send from port " + port);
            }
        });
    }

    private static InetSocketAddress begin(ScriptedClient client) {
        return Expect.data(client.ask(readRequest(ReferenceFile.TEN_BLOCKS.path())), 1)
                .from();
    }

    private static void goesOn(ScriptedClient client, InetSocketAddress tid) {
        for (int block = 1; block < 10; block++) {
            client.sendTo(tid, ack(block));
            int next = block + 1;
            Reply reply = Expect.reply(client);
            while (!reply.isData(next)) { // an ERROR about what was wrong, or the block before again
                int at = block;
                Reply other = reply;
                Expect.that(
                        other.isData(at)
                                || (other.opcode() == Packets.ERROR
                                        && !other.from().equals(tid)),
                        () -> "after ACK " + at + ": " + Expect.said(other));
                reply = Expect.reply(client);
            }
        }
        client.sendTo(tid, ack(10));
    }
}
