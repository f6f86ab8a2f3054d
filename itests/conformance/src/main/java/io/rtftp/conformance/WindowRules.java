package io.rtftp.conformance;

import static io.rtftp.testkit.tftp.Packets.ack;
import static io.rtftp.testkit.tftp.Packets.error;
import static io.rtftp.testkit.tftp.Packets.readRequest;

import io.rtftp.testkit.tftp.Reply;
import java.util.List;

/** Windows of several blocks: RFC 7440. */
final class WindowRules {

    private static final String RFC = "RFC 7440 §4";

    static final List<Case> CASES = List.of(
            new Case(RFC, "a window of 4 blocks for one ACK, and no more before the next", (server, client) -> {
                WindowClient reader = WindowClient.begin(client);
                client.send(ack(0));
                reader.receive(1, 4);
                List<Reply> more = reader.rest();
                Expect.that(
                        more.stream().noneMatch(reply -> reply.number() > 4),
                        () -> "block " + more.get(more.size() - 1).number() + " after a window of 4");
                client.send(error(0, ""));
            }),
            new Case(
                    RFC, "an ACK inside the window moves it, and the rest comes again from there", (server, client) -> {
                        WindowClient reader = WindowClient.begin(client);
                        client.send(ack(0));
                        reader.receive(1, 4);
                        client.send(ack(2));
                        reader.receive(3, 6);
                        client.send(error(0, ""));
                    }),
            new Case(
                    RFC,
                    "a window larger than the file is the file",
                    (server, client) -> server.delivers(
                            client,
                            ReferenceFile.TEN_BLOCKS.content(),
                            readRequest(ReferenceFile.TEN_BLOCKS.path(), "windowsize", "64"))),
            new Case(
                    RFC,
                    "6 MB in windows of 16",
                    (server, client) -> server.delivers(
                            client,
                            ReferenceFile.LARGE.content(),
                            readRequest(ReferenceFile.LARGE.path(), "blksize", "1468", "windowsize", "16"))),
            new Case(
                    RFC,
                    "block numbers go on at 0 after 65535 inside a window",
                    (server, client) -> server.delivers(
                            client,
                            ReferenceFile.MANY_BLOCKS.content(),
                            readRequest(ReferenceFile.MANY_BLOCKS.path(), "blksize", "8", "windowsize", "16"))));

    private WindowRules() {}
}
