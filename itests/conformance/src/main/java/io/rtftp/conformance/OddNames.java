package io.rtftp.conformance;

import static io.rtftp.testkit.tftp.Packets.bytes;
import static io.rtftp.testkit.tftp.Packets.readRequest;
import static io.rtftp.testkit.tftp.Packets.request;

import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.util.ArrayList;
import java.util.List;

/** Names that are too long, or that lead somewhere else, or that are written to. */
final class OddNames {

    private static final String LONG = "long names";
    private static final String OUT = "ways out";
    private static final int WRITING_REFUSED = 2;

    /** A file that is there, so that a server that follows dots sends it. */
    private static final String BESIDE = ReferenceRoot.BESIDE + "/" + ReferenceRoot.KEY;

    /** No ERROR needs more, and a longer one is a gift to whoever forges requests. */
    private static final int ERROR_BYTES_MOST = 516;

    static final List<Case> CASES = cases();

    private OddNames() {}

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int length : new int[] {500, 4_096, 65_000}) {
            cases.add(new Case(
                    LONG,
                    length + " bytes: an ERROR that is not long",
                    (server, client) -> shortError(client, "n".repeat(length))));
        }
        cases.add(new Case(
                LONG,
                "root and name together over PATH_MAX: an ERROR that is not long",
                (server, client) -> shortError(client, "directory/".repeat(408) + "name")));
        for (String name : List.of(
                "../" + BESIDE,
                "..\\" + BESIDE.replace('/', '\\'),
                "/etc/passwd",
                "C:\\",
                "boot/../../" + BESIDE,
                "%2e%2e/" + BESIDE)) {
            cases.add(new Case(
                    OUT, "`" + name + "`: an ERROR", (server, client) -> Expect.error(client.ask(readRequest(name)))));
        }
        cases.add(new Case(OUT, "NUL inside a name: an ERROR, or the name up to there", (server, client) -> {
            Reply reply = Expect.reply(client.ask(bytes("\0\1../\0" + BESIDE + "\0octet\0")));
            Expect.that(reply.opcode() == Packets.ERROR, () -> Expect.said(reply));
        }));
        cases.add(new Case(
                OUT,
                "dots in overlong UTF-8: an ERROR",
                (server, client) ->
                        Expect.error(client.ask(bytes("\0\1\u00c0\u00ae\u00c0\u00ae/" + BESIDE + "\0octet\0")))));
        cases.add(new Case(
                OUT, "a neighbour of the root whose name begins like the root's: an ERROR", OddNames::neighbour));
        cases.add(new Case("writing", "a request to write gets ERROR 2, and nothing is made", OddNames::write));
        return List.copyOf(cases);
    }

    private static void shortError(ScriptedClient client, String name) {
        Reply reply = Expect.error(client.ask(readRequest(name)));
        Expect.that(
                reply.bytes().limit() <= ERROR_BYTES_MOST,
                () -> "an ERROR of " + reply.bytes().limit() + " bytes");
    }

    private static void neighbour(Server server, ScriptedClient client) {
        String root = server.text(ReferenceRoot.WHERE);
        String name = root.substring(root.lastIndexOf('/') + 1);
        for (String path : List.of(
                root + ReferenceRoot.NEIGHBOUR + "/" + ReferenceRoot.KEY,
                "../" + name + ReferenceRoot.NEIGHBOUR + "/" + ReferenceRoot.KEY)) {
            Expect.error(client.ask(readRequest(path)));
        }
    }

    private static void write(Server server, ScriptedClient client) {
        String name = "made-by-a-client";
        Reply reply = Expect.reply(client.ask(request(Packets.WRITE_REQUEST, name, "octet")));
        if (reply.opcode() == Packets.ACK) {
            client.send(Packets.data(1, bytes("x")));
            throw new AssertionError("ACK: it takes the file");
        }
        Expect.that(reply.isError(WRITING_REFUSED), () -> "not ERROR 2 but " + Expect.said(reply));
        try (ScriptedClient reader = server.client()) {
            Expect.error(reader.ask(readRequest(name)));
        }
    }
}
