package io.rtftp.conformance;

import static io.rtftp.testkit.tftp.Packets.ack;
import static io.rtftp.testkit.tftp.Packets.readRequest;

import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Reads {@link ReferenceFile#TEN_BLOCKS} in windows of 4, block by block as a script says. */
final class WindowClient {

    static final int WINDOW = 4;
    static final int LAST_BLOCK = 10;

    private static final int BLOCK_BYTES = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(7); // some servers wait 5 s before they repeat a block

    private final ScriptedClient client;
    private final byte[] content = ReferenceFile.TEN_BLOCKS.content();

    private WindowClient(ScriptedClient client) {
        this.client = client;
    }

    /** Asks, and has the OACK. */
    static WindowClient begin(ScriptedClient client) {
        Reply granted = Expect.optionAck(client.ask(request()));
        if (!granted.options().containsKey("windowsize")) {
            throw Inconclusive.notOffered("windowsize is not granted");
        }
        return new WindowClient(client);
    }

    static byte[] request() {
        return readRequest(ReferenceFile.TEN_BLOCKS.path(), "windowsize", Integer.toString(WINDOW));
    }

    /** The blocks from one to another come in order, each of them right; what comes between them are copies of others. */
    void receive(int from, int to) {
        int next = from;
        while (next <= to) {
            int wanted = next;
            Reply reply = client.receive(PATIENCE)
                    .orElseThrow(() -> new AssertionError("silence instead of block " + wanted));
            Expect.that(
                    reply.opcode() == Packets.DATA || reply.opcode() == Packets.OPTION_ACK,
                    () -> "not DATA " + wanted + " but " + Expect.said(reply));
            if (reply.isData(next)) {
                int start = (next - 1) * BLOCK_BYTES;
                Expect.that(
                        Arrays.equals(
                                reply.content(),
                                Arrays.copyOfRange(content, start, Math.min(start + BLOCK_BYTES, content.length))),
                        () -> "other bytes in " + Expect.said(reply));
                next++;
            }
        }
    }

    /** What comes soon without having been asked for. */
    List<Reply> rest() {
        return Expect.all(client, Duration.ofMillis(15));
    }

    /** Goes on from an acknowledged block to the end. */
    void finish(int acknowledged) {
        int at = acknowledged;
        while (at < LAST_BLOCK) {
            client.send(ack(at));
            int end = Math.min(at + WINDOW, LAST_BLOCK);
            receive(at + 1, end);
            at = end;
        }
        client.send(ack(LAST_BLOCK));
    }
}
