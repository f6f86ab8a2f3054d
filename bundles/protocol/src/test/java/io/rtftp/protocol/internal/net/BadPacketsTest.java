package io.rtftp.protocol.internal.net;

import static io.rtftp.testkit.tftp.Packets.ack;
import static io.rtftp.testkit.tftp.Packets.bytes;
import static io.rtftp.testkit.tftp.Packets.data;
import static io.rtftp.testkit.tftp.Packets.error;
import static io.rtftp.testkit.tftp.Packets.raw;
import static io.rtftp.testkit.tftp.Packets.readRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.transfer.TransferView;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets that belong to no transfer, or to one and are wrong. */
class BadPacketsTest {

    private static final Duration A_MOMENT = Duration.ofMillis(50);
    private static final byte[] FOUR_BLOCKS = new byte[3 * 512 + 1];

    private final RunningServer server = RunningServer.timeless(
            new Settings(),
            new MemoryChain().file("file", FOUR_BLOCKS).answer("unknown", request -> new CompletableFuture<>()));
    private final ScriptedClient client = server.client();

    @AfterEach
    void nothingIsLeft() {
        client.close();
        server.transfers().forEach(server::cancel);
        server.isAtRest();
        server.close();
    }

    @Test
    void aPacketFromAWrongTidGetsError5AndTheTransferGoesOn() { // RFC 1350 §4
        InetSocketAddress tid = begin();
        try (ScriptedClient stranger = ScriptedClient.at("127.0.0.9", tid)) {
            assertThat(stranger.ask(ack(1)).receive().isError(5)).isTrue();
            assertThat(stranger.ask(data(1, bytes("x"))).receive().isError(5)).isTrue();
            stranger.ask(error(5, "no, you"))
                    .ask(raw(9))
                    .ask(readRequest("file"))
                    .hearsNothingFor(A_MOMENT);
        }
        goOn(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 6, 7, 255, 65_535})
    void everyOpcodeWithAShortBodyLeavesATransferAlone(int opcode) {
        begin();
        for (int length = 0; length <= 4; length++) {
            if (opcode != Packets.ACK || length < 2) {
                client.send(raw(opcode, new byte[length]));
            }
        }
        client.send(new byte[0]).send(new byte[] {0}).hearsNothingFor(A_MOMENT);
        goOn(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 5, 6, 7, 255, 65_535})
    void everyOpcodeWithAShortBodyLeavesAnUnansweredRequestAlone(int opcode) {
        client.ask(readRequest("unknown"));
        for (int length = 0; length <= 4; length++) {
            client.ask(raw(opcode, new byte[length]));
        }
        RunningServer.await("one transfer", () -> server.transfers().size() == 1);
        client.hearsNothingFor(A_MOMENT);
        assertThat(server.transfers()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void anErrorOfAnyLengthEndsTheTransferAtOnce(int length) {
        begin();
        client.send(raw(Packets.ERROR, new byte[length]));

        assertThat(server.last(1).state()).isEqualTo(TransferView.State.ABORTED);
        client.hearsNothingFor(A_MOMENT);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 60_000})
    void anErrorsTextIsCutAndNeedsNoFinalZero(int length) {
        begin();
        byte[] text = new byte[2 + length];
        Arrays.fill(text, 2, text.length, (byte) 'x');
        client.send(raw(Packets.ERROR, text));

        assertThat(server.last(1).reason())
                .startsWith("the client sent ERROR 0 xxx")
                .hasSizeLessThan(500);
    }

    @Test
    void anErrorsTextForgesNoLogLine() {
        begin();
        client.send(error(0, "bye\ntransfer 99 10.0.0.1 completed"));
        server.last(1);

        RunningServer.await("a line", () -> !server.infos().isEmpty());
        assertThat(server.infos().get(0)).doesNotContain("\n").contains("bye?transfer 99");
    }

    @Test
    void anAckOfABlockNotYetSentIsIgnored() {
        begin();
        client.send(ack(2)).send(ack(3)).send(ack(40_000)).send(ack(65_535)).hearsNothingFor(A_MOMENT);
        goOn(1);
    }

    @Test
    void anAckSeenBeforeIsNotAnswered() { // RFC 1123 §4.2.3.1
        begin();
        assertThat(client.send(ack(1)).receive().isData(2)).isTrue();
        client.send(ack(1)).send(ack(1)).send(ack(0)).hearsNothingFor(A_MOMENT);
        assertThat(client.send(ack(2)).receive().isData(3)).isTrue();
    }

    @Test
    void whatComesAfterTheEndIsFromAnUnknownTid() {
        begin();
        goOn(1);
        assertThat(client.send(ack(4)).receive().isError(5)).isTrue();
    }

    @Test
    void anAckOnTheListeningPortThatBelongsToNoTransferIsNotAnswered() {
        client.ask(ack(0)).ask(ack(1)).ask(data(1, bytes("x"))).hearsNothingFor(A_MOMENT);
    }

    @Test
    void aSecondRequestFromTheSamePortIsASecondTransfer() {
        InetSocketAddress first = begin();
        server.chain().file("other", FOUR_BLOCKS);
        client.ask(readRequest("other", "blksize", "600"));
        Reply second = client.receive();

        assertThat(second.opcode()).isEqualTo(Packets.OPTION_ACK);
        assertThat(second.from()).isNotEqualTo(first);
        client.sendTo(second.from(), error(0, ""));
        server.last(1);
        client.sendTo(first, ack(1));
        goOn(2, client.receive());
    }

    private InetSocketAddress begin() {
        Reply first = client.ask(readRequest("file")).receive();
        assertThat(first.isData(1)).isTrue();
        return first.from();
    }

    private void goOn(int block) {
        goOn(block + 1, client.send(ack(block)).receive());
    }

    private void goOn(int block, Reply reply) {
        assertThat(reply.isData(block)).as(reply.toString()).isTrue();
        for (int next = block; next < 4; next++) {
            assertThat(client.sendTo(reply.from(), ack(next)).receive().isData(next + 1))
                    .isTrue();
        }
        client.sendTo(reply.from(), ack(4));
        RunningServer.await(
                "completed",
                () -> server.server().transfers().ended().stream()
                        .anyMatch(view -> view.state() == TransferView.State.COMPLETED));
    }
}
