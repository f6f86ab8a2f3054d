package io.rtftp.conformance;

import static io.rtftp.testkit.tftp.Packets.error;
import static io.rtftp.testkit.tftp.Packets.readRequest;
import static io.rtftp.testkit.tftp.Packets.request;

import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Options: RFC 2347, 2348 and 2349, and what RFC 7440 says of granting. */
final class OptionRules {

    private static final String FILE = ReferenceFile.KERNEL.path();

    static final List<Case> CASES = List.of(
            new Case("RFC 2347", "an OACK holds only what was asked for", (server, client) -> {
                Map<String, String> granted = granted(client, "blksize", "1024");
                Expect.that(granted.keySet().equals(Set.of("blksize")), () -> "OACK " + granted);
            }),
            new Case("RFC 2347", "an unknown option is left out, and alone brings no OACK", (server, client) -> {
                Reply reply = Expect.reply(client.ask(readRequest(FILE, "colour", "blue")));
                Expect.that(reply.isData(1), () -> Expect.said(reply));
                client.send(error(0, ""));
            }),
            new Case("RFC 2347", "an option asked for twice is granted once", (server, client) -> {
                Map<String, String> granted =
                        granted(client, "blksize", "1024", "BLKSIZE", "1024", "tsize", "0", "tsize", "0");
                Expect.that(granted.size() <= 2, () -> "OACK " + granted);
            }),
            new Case("RFC 2347", "ERROR 8 in answer to the OACK ends the transfer", (server, client) -> {
                Expect.optionAck(client.ask(readRequest(FILE, "blksize", "1024")));
                client.send(error(8, "no"));
                Expect.silence(client, Duration.ofMillis(1_500));
            }),
            new Case("RFC 2348", "a block of 8 bytes is granted, and the file arrives in them", (server, client) -> {
                byte[] content = ReferenceFile.TEN_BLOCKS.content();
                var result =
                        server.delivers(client, content, readRequest(ReferenceFile.TEN_BLOCKS.path(), "blksize", "8"));
                Expect.that("8".equals(result.granted().get("blksize")), () -> "OACK " + result.granted());
            }),
            new Case("RFC 2348", "of 65464 bytes no more is granted, and the file arrives", (server, client) -> {
                var result =
                        server.delivers(client, ReferenceFile.KERNEL.content(), readRequest(FILE, "blksize", "65464"));
                int blockSize = Integer.parseInt(result.granted().getOrDefault("blksize", "512"));
                Expect.that(blockSize <= 65_464, () -> "OACK " + result.granted());
            }),
            new Case("RFC 2348", "never more is granted than was asked for", (server, client) -> {
                for (String size : List.of("9", "511", "512", "513", "1467", "1468", "9000")) {
                    Map<String, String> granted = grantedAtNewPort(server, "blksize", size);
                    Expect.that(
                            Integer.parseInt(granted.getOrDefault("blksize", "8")) <= Integer.parseInt(size),
                            () -> size + " asked, OACK " + granted);
                }
            }),
            new Case(
                    "RFC 2349",
                    "timeouts of 1, 30 and 255 s are granted as they are, or left out",
                    (server, client) -> {
                        for (String seconds : List.of("1", "30", "255")) {
                            Map<String, String> granted = grantedAtNewPort(server, "tsize", "0", "timeout", seconds);
                            Expect.that(
                                    seconds.equals(granted.getOrDefault("timeout", seconds)),
                                    () -> seconds + " asked, OACK " + granted);
                        }
                    }),
            new Case("RFC 2349", "timeouts of 0 and 256 s are not granted", (server, client) -> {
                for (String seconds : List.of("0", "256")) {
                    Map<String, String> granted = grantedAtNewPort(server, "timeout", seconds);
                    Expect.that(!granted.containsKey("timeout"), () -> seconds + " asked, OACK " + granted);
                }
            }),
            new Case(
                    "RFC 2349",
                    "a timeout of 1 s is kept: what was lost comes again in 0.5 to 2 s",
                    (server, client) -> {
                        Expect.that(
                                Expect.optionAck(client.ask(readRequest(FILE, "timeout", "1")))
                                        .options()
                                        .containsKey("timeout"),
                                () -> "another option");
                        Expect.silence(client, Duration.ofMillis(500));
                        Expect.reply(client, Duration.ofMillis(1_500));
                        client.send(error(0, ""));
                    }),
            new Case("RFC 2349", "tsize is the file's size", (server, client) -> {
                Map<String, String> granted = granted(client, "tsize", "0");
                Expect.that("50000".equals(granted.get("tsize")), () -> "OACK " + granted);
            }),
            new Case("RFC 2349", "tsize of a netascii download is left out, or what will arrive", (server, client) -> {
                Reply reply = Expect.reply(
                        client.ask(request(Packets.READ_REQUEST, ReferenceFile.TEXT.path(), "netascii", "tsize", "0")));
                client.send(error(0, ""));
                Expect.that(
                        reply.isData(1) || "531".equals(reply.options().get("tsize")),
                        () -> Expect.said(reply) + "; 531 bytes arrive");
            }),
            new Case("RFC 7440", "a windowsize no larger than asked is granted", (server, client) -> {
                for (String size : List.of("1", "4", "64")) {
                    Map<String, String> granted = grantedAtNewPort(server, "windowsize", size);
                    if (!granted.containsKey("windowsize")) {
                        throw Inconclusive.notOffered("windowsize is not granted");
                    }
                    Expect.that(
                            Integer.parseInt(granted.get("windowsize")) <= Integer.parseInt(size),
                            () -> size + " asked, OACK " + granted);
                }
            }),
            new Case("RFC 7440", "a windowsize of 0 is not granted", (server, client) -> {
                Map<String, String> granted = grantedAtNewPort(server, "windowsize", "0");
                Expect.that(!granted.containsKey("windowsize"), () -> "OACK " + granted);
            }));

    private OptionRules() {}

    private static Map<String, String> grantedAtNewPort(Server server, String... options) {
        try (ScriptedClient client = server.client()) {
            return granted(client, options);
        }
    }

    /** The options of the OACK, none where there is none; the transfer is ended. */
    private static Map<String, String> granted(ScriptedClient client, String... options) {
        Reply reply = Expect.reply(client.ask(readRequest(FILE, options)));
        client.send(error(8, ""));
        Expect.that(
                reply.opcode() == Packets.OPTION_ACK || reply.isData(1) || reply.opcode() == Packets.ERROR,
                () -> Expect.said(reply));
        return reply.opcode() == Packets.OPTION_ACK ? reply.options() : Map.of();
    }
}
