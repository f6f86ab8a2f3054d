package io.rtftp.conformance;

import static io.rtftp.testkit.tftp.Packets.ack;
import static io.rtftp.testkit.tftp.Packets.readRequest;

import io.rtftp.testkit.disk.Bytes;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Names of what is no file, links, and files that change while they are sent. */
final class OddFiles {

    /** Opening a FIFO waits until somebody writes to it. */
    static final String KINDS = "kinds of file";

    private static final String LINKS = "links";
    private static final String CHANGES = "changes";
    private static final int CHANGING_BYTES = 3_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(7);

    static final List<Case> CASES = List.of(
            isRefusedWhereItIs("a device node", ReferenceRoot.DEVICE),
            isRefused(KINDS, "a directory", ReferenceRoot.DIRECTORY),
            isRefusedWhereItIs("a FIFO", ReferenceRoot.FIFO),
            isRefused(LINKS, "a link that leads out of the root", ReferenceRoot.LINK_OUT),
            isRefused(
                    LINKS,
                    "a file behind a link that leads out of the root",
                    ReferenceRoot.LINK_OUT_DIRECTORY + "/passwd"),
            new Case(
                    CHANGES,
                    "a file cut short while it is sent: no wrong bytes, and no end that looks like the right one",
                    (server, client) -> changed(server, client, "shrinks", file -> {
                        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                            channel.truncate(100_000);
                        }
                    })),
            new Case(
                    CHANGES,
                    "a file that grows while it is sent: what was told at the beginning arrives",
                    (server, client) -> changed(
                            server,
                            client,
                            "grows",
                            file -> Files.write(file, Bytes.noise(100_000, 99), StandardOpenOption.APPEND))),
            new Case(
                    CHANGES,
                    "a file removed while it is sent: all of it, or an ERROR",
                    (server, client) -> changed(server, client, "vanishes", Files::delete)));

    private OddFiles() {}

    /** Something done to a file. */
    @FunctionalInterface
    private interface Change {
        void happenTo(Path file) throws IOException;
    }

    private static Case isRefused(String subject, String what, String name) {
        return new Case(subject, what + ": an ERROR", (server, client) -> Expect.error(client.ask(readRequest(name))));
    }

    /** Of what {@link ReferenceRoot} could not make, an ERROR says nothing. */
    private static Case isRefusedWhereItIs(String what, String name) {
        Case refused = isRefused(KINDS, what, name);
        return new Case(refused.subject(), refused.rule(), (server, client) -> {
            if (server.text(ReferenceRoot.NOT_MADE).lines().anyMatch(name::equals)) {
                throw Inconclusive.notRun("there is none: whoever made the root had not the right to make it");
            }
            refused.script().run(server, client);
        });
    }

    private static void changed(Server server, ScriptedClient client, String name, Change change) throws IOException {
        Path file = server.reachableRoot().resolve(name);
        byte[] content = Bytes.noise(CHANGING_BYTES, 14);
        Files.write(file, content);
        try {
            Reply first = Expect.data(client.ask(readRequest(name)), 1);
            change.happenTo(file);
            Optional<byte[]> arrived = whole(client, first);
            arrived.ifPresent(bytes -> Expect.that(
                    Arrays.equals(bytes, content),
                    () -> bytes.length + " bytes, right up to byte " + Arrays.mismatch(bytes, content)
                            + ", came as the whole of " + content.length));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The file, or nothing where an ERROR ended it. */
    private static Optional<byte[]> whole(ScriptedClient client, Reply first) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Reply reply = first;
        for (int block = 1; ; ) {
            if (reply.opcode() == Packets.ERROR) {
                return Optional.empty();
            }
            if (reply.isData(block)) {
                content.writeBytes(reply.content());
                client.send(ack(block));
                block++;
                if (reply.content().length < 512) {
                    return Optional.of(content.toByteArray());
                }
            }
            reply = Expect.reply(client, PATIENCE);
        }
    }
}
