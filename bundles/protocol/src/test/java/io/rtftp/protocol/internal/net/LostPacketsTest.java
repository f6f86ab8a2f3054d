package io.rtftp.protocol.internal.net;

import static io.rtftp.testkit.tftp.Packets.ack;
import static io.rtftp.testkit.tftp.Packets.readRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.transfer.TransferView.State;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses that were seen to kill or strand a transfer somewhere: each with a client that repeats its ACK and with one that is silent. */
class LostPacketsTest {

    private static final int WINDOW = 4;
    private static final int BLOCK_BYTES = 512;
    private static final int LAST_BLOCK = 10;

    private final byte[] content = new byte[(LAST_BLOCK - 1) * BLOCK_BYTES + 100];
    private final RunningServer server;
    private final ScriptedClient client;

    LostPacketsTest() {
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i / BLOCK_BYTES);
        }
        server = RunningServer.start(new Settings(), new MemoryChain().file("file", content));
        client = server.client();
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(server.last(1).state()).isEqualTo(State.COMPLETED);
        client.close();
        server.isAtRest();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, true", "0, 1, false", // the first block of a window
        "0, 3, true", "0, 3, false", // one within
        "0, 4, true", "0, 4, false", // its last one
        "8, 9, true", "8, 9, false", // one of the last window
        "8, 10, true", "8, 10, false", // the last of all
    })
    void aLostBlockIsSentAgain(int acknowledged, int lost, boolean repeatsItsAck) {
        begin();
        for (int block = 0; block < acknowledged; block += WINDOW) {
            client.send(ack(block));
            receive(block + 1, Math.min(block + WINDOW, LAST_BLOCK));
        }
        client.send(ack(acknowledged));
        receive(acknowledged + 1, Math.min(acknowledged + WINDOW, LAST_BLOCK)); // of which one is lost
        if (repeatsItsAck) {
            client.send(ack(lost - 1));
        }
        receive(lost, Math.min(acknowledged + WINDOW, LAST_BLOCK));
        finish(lost - 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLostWindowIsSentAgain(boolean repeatsItsAck) {
        begin();
        client.send(ack(0));
        receive(1, WINDOW);
        client.send(ack(WINDOW));
        receive(WINDOW + 1, 2 * WINDOW); // all lost
        if (repeatsItsAck) {
            pass(Duration.ofMillis(5));
            client.send(ack(WINDOW));
        }
        receive(WINDOW + 1, 2 * WINDOW);
        finish(2 * WINDOW);
    }

    @Test
    void aLostOptionAckIsSentAgain() {
        begin(); // lost
        assertThat(client.receive().opcode()).isEqualTo(Packets.OPTION_ACK);
        finish(0);
    }

    @Test
    void aLostRequestsSecondCopyIsAnswered() {
        begin();
        pass(Duration.ofMillis(150));
        client.ask(request());
        assertThat(client.receive().opcode()).isEqualTo(Packets.OPTION_ACK);
        finish(0);
    }

    @Test
    void aLostAckOfTheOptionsIsAskedForAgain() {
        begin();
        client.send(ack(0));
        receive(1, WINDOW);
        finish(0);
    }

    @Test
    void aClientWhoseWordOfAGapWasLostGetsWhatFillsItsWindow() {
        begin();
        client.send(ack(0));
        receive(1, WINDOW); // the third is lost, and so is the ACK of the second, from where the client counts
        receive(3, 6); // the client says nothing until it has these four

        finish(6);
    }

    private void begin() {
        Reply granted = client.ask(request()).receive();
        assertThat(granted.options()).containsEntry("windowsize", Integer.toString(WINDOW));
    }

    private static byte[] request() {
        return readRequest("file", "windowsize", Integer.toString(WINDOW));
    }

    /** Lets time pass; where a loaded machine takes longer, what comes meanwhile is lost as well. */
    private void pass(Duration time) {
        var unused = client.receive(time);
    }

    /** The blocks from one to another, each of them right, in order; older ones before them are copies. */
    private void receive(int from, int to) {
        int next = from;
        while (next <= to) {
            Reply reply = client.receive();
            if (reply.opcode() == Packets.DATA && reply.number() == next) {
                int start = (next - 1) * BLOCK_BYTES;
                assertThat(reply.content())
                        .isEqualTo(Arrays.copyOfRange(content, start, Math.min(start + BLOCK_BYTES, content.length)));
                next++;
            }
        }
    }

    /** Goes on from an acknowledged block to the end. */
    private void finish(int acknowledged) {
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
