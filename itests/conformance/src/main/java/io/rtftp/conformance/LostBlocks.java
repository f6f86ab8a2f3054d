package io.rtftp.conformance;

import static io.rtftp.testkit.tftp.Packets.ack;

import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Losses that were seen to kill or strand a transfer somewhere, with a client that says what it lacks and with one that is silent. */
final class LostBlocks {

    private static final String SUBJECT = "loss";

    static final List<Case> CASES = cases();

    private LostBlocks() {}

    private record Loss(String what, int acknowledged, int lost) {}

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Loss loss : List.of(
                new Loss("the first block of a window", 4, 5),
                new Loss("the second block of a window", 4, 6),
                new Loss("the last block of a window", 4, 8),
                new Loss("the first block of the last window", 8, 9),
                new Loss("the last block of all", 8, 10))) {
            cases.add(lost(loss, true));
            cases.add(lost(loss, false));
        }
        cases.add(wholeWindow(true));
        cases.add(wholeWindow(false));
        cases.add(new Case(SUBJECT, "the OACK: it comes again, and the file after it", (server, client) -> {
            WindowClient reader = WindowClient.begin(client); // lost
            Reply again = Expect.reply(client, Duration.ofSeconds(6));
            Expect.that(again.opcode() == Packets.OPTION_ACK, () -> "not OACK but " + Expect.said(again));
            reader.finish(0);
        }));
        cases.add(new Case(SUBJECT, "the ACK of the OACK: the file comes all the same", (server, client) -> {
            WindowClient reader = WindowClient.begin(client);
            Expect.reply(client, Duration.ofSeconds(6));
            reader.finish(0);
        }));
        return List.copyOf(cases);
    }

    private static Case lost(Loss loss, boolean says) {
        String rule = loss.what + ", and the client " + (says ? "says so" : "is silent");
        return new Case(SUBJECT, rule, (server, client) -> {
            WindowClient reader = WindowClient.begin(client);
            for (int block = 0; block < loss.acknowledged; block += WindowClient.WINDOW) {
                client.send(ack(block));
                reader.receive(block + 1, block + WindowClient.WINDOW);
            }
            int end = Math.min(loss.acknowledged + WindowClient.WINDOW, WindowClient.LAST_BLOCK);
            client.send(ack(loss.acknowledged));
            reader.receive(loss.acknowledged + 1, end); // of which one is lost
            if (says) {
                client.send(ack(loss.lost - 1));
            }
            reader.receive(loss.lost, end);
            reader.finish(loss.lost - 1);
        });
    }

    private static Case wholeWindow(boolean says) {
        String rule = "a whole window, and the client " + (says ? "repeats its ACK" : "is silent");
        return new Case(SUBJECT, rule, (server, client) -> {
            WindowClient reader = WindowClient.begin(client);
            client.send(ack(0));
            reader.receive(1, 4);
            client.send(ack(4));
            reader.receive(5, 8); // all lost
            if (says) {
                reader.rest();
                client.send(ack(4));
            }
            reader.receive(5, 8);
            reader.finish(8);
        });
    }
}
