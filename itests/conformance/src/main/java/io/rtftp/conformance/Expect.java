package io.rtftp.conformance;

import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What scripts look for. */
final class Expect {

    /** What a person and firmware alike take for "at once". */
    static final Duration PROMPT = Duration.ofMillis(250);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int FILE_NOT_FOUND = 1;
    private static final int REPEATS_MOST = 2;

    private Expect() {}

    /** Fails with what was seen instead. */
    static void that(boolean holds, Supplier<String> seen) {
        if (!holds) {
            throw new AssertionError(seen.get());
        }
    }

    /** The next reply. */
    static Reply reply(ScriptedClient client) {
        return reply(client, PATIENCE);
    }

    /** The next reply, which must come in time. */
    static Reply reply(ScriptedClient client, Duration within) {
        return client.receive(within).orElseThrow(() -> new AssertionError("silence for " + seconds(within)));
    }

    /** The next reply is this block; a copy of one before it may come first, where the server's timer was quick. */
    static Reply data(ScriptedClient client, int block) {
        Reply reply = reply(client);
        while (reply.opcode() == Packets.DATA && reply.number() < block) {
            reply = reply(client);
        }
        Reply last = reply;
        that(last.isData(block), () -> "not DATA " + block + " but " + said(last));
        return last;
    }

    /** The next reply is an OACK; a server without options answers with DATA. */
    static Reply optionAck(ScriptedClient client) {
        Reply reply = reply(client);
        if (reply.isData(1)) {
            throw Inconclusive.notOffered("answers options with DATA 1");
        }
        that(reply.opcode() == Packets.OPTION_ACK, () -> "not OACK but " + said(reply));
        return reply;
    }

    /** The next reply is an ERROR, of any code. */
    static Reply error(ScriptedClient client) {
        Reply reply = reply(client);
        that(reply.opcode() == Packets.ERROR, () -> "not ERROR but " + said(reply));
        return reply;
    }

    /** The name is answered with ERROR 1 at once. */
    static void missing(ScriptedClient client, byte[] request) {
        long beganNanos = System.nanoTime();
        Reply reply = reply(client.ask(request));
        Duration took = Duration.ofNanos(System.nanoTime() - beganNanos);
        that(reply.isError(FILE_NOT_FOUND), () -> "not ERROR 1 but " + said(reply));
        that(took.compareTo(PROMPT) < 0, () -> "ERROR 1 only after " + seconds(took));
    }

    /** All that comes until nothing has come for this long. */
    static List<Reply> all(ScriptedClient client, Duration silence) {
        List<Reply> replies = new ArrayList<>();
        long untilNanos = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        for (Optional<Reply> next = client.receive(silence);
                next.isPresent() && System.nanoTime() < untilNanos;
                next = client.receive(silence)) {
            replies.add(next.get());
        }
        return replies;
    }

    /** Nothing came but what a timer that was quick repeats: the block that is out, twice at most. */
    static void nothingNew(List<Reply> replies, int block, String sent) {
        List<String> others = replies.stream()
                .filter(reply -> !reply.isData(block))
                .map(Expect::said)
                .toList();
        that(others.isEmpty(), () -> "in answer to " + sent + ": " + others);
        that(
                replies.size() <= REPEATS_MOST,
                () -> "DATA " + block + " " + replies.size() + " times in answer to " + sent);
    }

    /** Nothing comes. */
    static void silence(ScriptedClient client, Duration time) {
        client.receive(time).ifPresent(reply -> {
            throw new AssertionError("not silence but " + said(reply));
        });
    }

    /** A reply in a few words. */
    static String said(Reply reply) {
        if (reply.bytes().limit() < 4) {
            return reply.toString();
        }
        return switch (reply.opcode()) {
            case Packets.DATA -> "DATA " + reply.number() + " with " + reply.content().length + " bytes";
            case Packets.ERROR -> "ERROR " + reply.number() + " " + reply.message();
            case Packets.OPTION_ACK -> "OACK " + reply.options();
            default -> reply.toString();
        };
    }

    private static String seconds(Duration time) {
        return time.toMillis() / 1000.0 + " s";
    }
}
