package io.rtftp.protocol.internal.net;

import static io.rtftp.testkit.tftp.Packets.ack;
import static io.rtftp.testkit.tftp.Packets.readRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ResolverFailedException;
import io.rtftp.api.transfer.TransferProgress;
import io.rtftp.api.transfer.TransferView;
import io.rtftp.api.transfer.TransferView.State;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the chain and the file say, as the client hears it and as the registry keeps it. */
class OutcomesTest {

    private static final Duration A_MOMENT = Duration.ofMillis(50);
    private static final Duration NEARLY_A_MOMENT =
            Duration.ofMillis(45); // what waits for a packet counts milliseconds

    private final RunningServer server = RunningServer.timeless(new Settings(), new MemoryChain());
    private final ScriptedClient client = server.client();

    @AfterEach
    void nothingIsLeft() {
        client.close();
        server.isAtRest();
        server.close();
    }

    @Test
    void whatNoPlaceHasIsError1() {
        assertThat(asked("nowhere", null).isError(1)).isTrue();
        assertThat(server.last(1).state()).isEqualTo(State.NOT_FOUND);
        assertThat(server.last(1).reason()).isEqualTo("no nowhere");
    }

    @Test
    void aRefusalIsError2WithItsReason() {
        Reply reply = asked(
                "secret", any -> CompletableFuture.completedFuture(new Resolution.Refused("no permission", "attic")));

        assertThat(reply.isError(2)).isTrue();
        assertThat(reply.message()).isEqualTo("no permission");
        assertThat(server.last(1).state()).isEqualTo(State.REFUSED);
        assertThat(server.last(1).place()).isEqualTo("attic");
    }

    @Test
    void theViewTellsThePlaceAndWhenTheFirstBlockWent() {
        CompletableFuture<Resolution> later = new CompletableFuture<>();
        MemoryChain chain = new MemoryChain().answer("disk/kernel", any -> later);
        try (RunningServer ticking = RunningServer.start(new Settings().firstTimeout(Duration.ofMinutes(1)), chain);
                ScriptedClient asking = ticking.client()) {
            asking.ask(readRequest("disk/kernel", "blksize", "1024"));
            RunningServer.await("asked", () -> chain.asked().size() == 1);
            asking.hearsNothingFor(A_MOMENT);
            later.complete(new Resolution.Found(new MemoryFile(new byte[100]), "attic"));
            assertThat(asking.receive().opcode()).isEqualTo(Packets.OPTION_ACK);
            TransferView answered = ticking.server().transfers().running().get(0);
            asking.hearsNothingFor(A_MOMENT);
            asking.send(ack(0)).receive();
            asking.send(ack(1));

            TransferView last = ticking.last(1);
            assertThat(answered.progress().toFirstBlock()).isZero();
            assertThat(last.place()).isEqualTo("attic");
            assertThat(last.progress().toFirstAnswer()).isGreaterThanOrEqualTo(NEARLY_A_MOMENT);
            assertThat(last.progress().toFirstBlock())
                    .isGreaterThanOrEqualTo(last.progress().toFirstAnswer().plus(NEARLY_A_MOMENT))
                    .isLessThanOrEqualTo(last.elapsed());
        }
    }

    @Test
    void aPlaceThatFailsIsError0WithItsNameAndReason() {
        IOException cause = new IOException("Connection refused");
        Reply reply = asked(
                "vmlinuz",
                any -> CompletableFuture.failedFuture(
                        new CompletionException(new ResolverFailedException("disk lab7", cause))));

        assertThat(reply.isError(0)).isTrue();
        assertThat(reply.message()).isEqualTo("disk lab7: Connection refused");
        assertThat(server.last(1).state()).isEqualTo(State.FAILED);
        assertThat(server.last(1).place()).isEqualTo("disk lab7");
    }

    @Test
    void aChainThatThrowsIsError0() {
        Reply reply = asked("odd", any -> {
            throw new IllegalStateException("a bug of somebody's");
        });

        assertThat(reply.isError(0)).isTrue();
        assertThat(reply.message()).isEqualTo("a bug of somebody's");
    }

    @Test
    void aLongReasonIsCut() {
        Reply reply =
                asked("odd", any -> CompletableFuture.failedFuture(new IllegalStateException("x".repeat(10_000))));

        assertThat(reply.bytes().limit()).isLessThan(500);
    }

    @Test
    void whatIsNotKnownYetIsSilence() {
        CompletableFuture<Resolution> later = new CompletableFuture<>();
        server.chain().answer("disk/kernel", any -> later);
        client.ask(readRequest("disk/kernel"));
        RunningServer.await("asked", () -> server.transfers().size() == 1);
        client.hearsNothingFor(A_MOMENT);

        assertThat(server.server().transfers().running().get(0).state()).isEqualTo(State.RESOLVING);
        later.complete(new Resolution.NotHere("not on the disk"));

        assertThat(client.receive().isError(1)).isTrue();
    }

    @Test
    void aClientThatGivesUpWhileNothingIsKnownLeavesNoFileOpen() {
        CompletableFuture<Resolution> later = new CompletableFuture<>();
        server.chain().answer("disk/kernel", any -> later);
        client.ask(readRequest("disk/kernel"));
        RunningServer.await("asked", () -> server.transfers().size() == 1);
        server.cancel(server.transfers().get(0));
        assertThat(client.receive().isError(0)).isTrue();

        later.complete(server.chain().found(new byte[10]));

        server.isAtRest();
        client.hearsNothingFor(A_MOMENT);
    }

    @Test
    void aFileThatFailsMidwayEndsWithAnError() {
        assertMidway(
                () -> CompletableFuture.failedFuture(new IOException("the disk lab7 is gone")),
                "the disk lab7 is gone");
    }

    @Test
    void aFileThatThrowsMidwayEndsWithAnError() {
        assertMidway(
                () -> {
                    throw new IllegalStateException("closed");
                },
                "closed");
    }

    @Test
    void aFileThatShrinksEndsWithAnError() {
        assertMidway(
                () -> CompletableFuture.completedFuture(ByteBuffer.allocate(3)),
                "the file is shorter than it was when it was opened");
    }

    @Test
    void aFileThatIsSlowIsWaitedForWithoutAWordAndTheClientIsNotBlamed() {
        CompletableFuture<ByteBuffer> later = new CompletableFuture<>();
        TwoPieces file = new TwoPieces(() -> later);
        MemoryChain chain =
                new MemoryChain().answer("slow", any -> CompletableFuture.completedFuture(new Resolution.Found(file)));
        try (RunningServer ticking = RunningServer.start(new Settings(), chain);
                ScriptedClient patient = ticking.client()) {
            patient.ask(readRequest("slow", "timeout", "1")).receive();
            int blocks = TwoPieces.FIRST / 512;
            for (int block = 0; block < blocks; block++) {
                patient.send(ack(block)).receiveBlock(block + 1);
            }
            long timeouts = progress(ticking).timeouts(); // of a loaded machine

            patient.send(ack(blocks)).hearsNothingFor(Duration.ofMillis(1_200));

            later.complete(ByteBuffer.allocate(TwoPieces.SECOND));

            patient.receiveBlock(blocks + 1);
            patient.send(ack(blocks + 1));
            assertThat(ticking.last(1).state()).isEqualTo(State.COMPLETED);
            assertThat(ticking.last(1).progress().timeouts()).isEqualTo(timeouts);
        }
    }

    @Test
    void howFarATransferIsCanBeSeenToATenthOfASecond() {
        AtomicLong clock = new AtomicLong(1L << 62);
        server.chain().file("file", new byte[5_000]);
        try (RunningServer held = RunningServer.start(new Settings(), server.chain(), clock::get);
                ScriptedClient asking = held.client()) {
            asking.ask(readRequest("file", "timeout", "1")).receive();
            asking.send(ack(0)).receiveBlock(1);
            asking.send(ack(1)).receiveBlock(2);
            clock.addAndGet(100_000_000);

            asking.send(ack(2)).receiveBlock(3);

            assertThat(progress(held).acknowledgedBytes()).isEqualTo(1_024);
            asking.send(Packets.error(0, "enough"));
            assertThat(held.last(1).progress().acknowledgedBytes()).isEqualTo(1_024);
        }
    }

    @Test
    void anEmptyFileIsOneEmptyBlock() {
        server.chain().file("empty", new byte[0]);

        Reply reply = client.ask(readRequest("empty")).receive();

        assertThat(reply.isData(1)).isTrue();
        assertThat(reply.content()).isEmpty();
        client.send(ack(1));
        assertThat(server.last(1).progress().percent()).isEqualTo(100);
    }

    @Test
    void aFileThatFillsItsLastBlockEndsWithAnEmptyOne() { // RFC 1350 §6
        server.chain().file("full", new byte[512]);

        assertThat(client.ask(readRequest("full")).receive().content()).hasSize(512);
        assertThat(client.send(ack(1)).receive().content()).isEmpty();
        client.send(ack(2));
        assertThat(server.last(1).state()).isEqualTo(State.COMPLETED);
    }

    @Test
    void netasciiSplitsACrAtABlocksEnd() {
        server.chain().file("text", Packets.bytes("x".repeat(511) + "\rb\n"));

        Reply first = client.ask(Packets.request(Packets.READ_REQUEST, "text", "netascii"))
                .receive();
        Reply second = client.send(ack(1)).receive();
        client.send(ack(2));

        assertThat(new String(first.content(), StandardCharsets.ISO_8859_1)).isEqualTo("x".repeat(511) + "\r");
        assertThat(second.content()).isEqualTo(Packets.bytes("\0b\r\n"));
        server.last(1);
    }

    @Test
    void aClientThatFallsSilentFailsAfterABoundedTime() {
        try (RunningServer hasty =
                        RunningServer.start(new Settings().firstTimeout(Duration.ofMillis(20)), server.chain());
                ScriptedClient silent = hasty.client()) {
            server.chain().file("file", new byte[5_000]);
            silent.ask(readRequest("file")).receive();
            silent.send(ack(1)).receive();

            assertThat(hasty.last(1).state()).isEqualTo(State.FAILED);
            assertThat(hasty.last(1).reason()).isEqualTo("the client was silent");
        }
    }

    @Test
    void listenersHearEveryStateInOrder() {
        List<State> heard = new CopyOnWriteArrayList<>();
        server.server()
                .listeners(List.of(
                        view -> {
                            throw new IllegalStateException("a bug of somebody's");
                        },
                        view -> heard.add(view.state())));
        server.chain().file("file", new byte[700]);

        client.ask(readRequest("file", "tsize", "0")).receive();
        client.send(ack(0)).receive();
        client.send(ack(1)).receive();
        client.send(ack(2));

        RunningServer.await("the end is told", () -> heard.contains(State.COMPLETED));
        assertThat(heard).containsExactly(State.NEGOTIATING, State.SENDING, State.COMPLETED);
        assertThat(server.warnings()).anyMatch(line -> line.contains("failed on transfer 1"));
        RunningServer.await("a line", () -> !server.infos().isEmpty());
        assertThat(server.infos()).hasSize(1);
        assertThat(server.infos().get(0))
                .startsWith("transfer 1 127.0.0.1:" + client.address().getPort()
                        + " file from memory completed: 700 bytes");
    }

    @Test
    void aNetasciiFileIsReadNoFurtherWhenItsTransferEndsBeforeItIsKnownHowLongItBecomes() {
        TwoPieces file = new TwoPieces(CompletableFuture::new);
        server.chain().answer("slow", any -> CompletableFuture.completedFuture(new Resolution.Found(file)));
        client.ask(Packets.request(1, "slow", "netascii"));
        RunningServer.await("asked", () -> server.transfers().size() == 1);

        server.cancel(server.transfers().get(0));

        assertThat(client.receive().isError(0)).isTrue();
        assertThat(file.isClosed()).isTrue();
    }

    private static TransferProgress progress(RunningServer of) {
        return of.server().transfers().running().get(0).progress();
    }

    private Reply asked(String path, @Nullable Function<FileRequest, CompletionStage<Resolution>> answer) {
        if (answer != null) {
            server.chain().answer(path, answer);
        }
        return client.ask(readRequest(path)).receive();
    }

    private void assertMidway(Supplier<CompletionStage<ByteBuffer>> second, String reason) {
        TwoPieces file = new TwoPieces(second);
        Reply reply = asked("broken", any -> CompletableFuture.completedFuture(new Resolution.Found(file)));
        for (int block = 1; reply.opcode() == Packets.DATA; block++) {
            reply = client.send(ack(block)).receive();
        }
        assertThat(reply.isError(0)).as(reply.toString()).isTrue();
        assertThat(reply.message()).isEqualTo(reason);
        TransferView last = server.last(1);
        assertThat(last.state()).isEqualTo(State.FAILED);
        assertThat(file.isClosed()).isTrue();
    }
}
