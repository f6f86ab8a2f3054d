package io.rtftp.protocol.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.Resolution;
import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What happens to clients when the bundle is updated, stopped, or goes down with everything else. */
class HandOverTest {

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration A_MOMENT = Duration.ofMillis(200);
    private static final byte[] THREE_BLOCKS = new byte[1_200];

    @Test
    void aRetiredServersPortIsFreeAtOnceAndItsTransferGoesOn() throws IOException {
        try (RunningServer old = serving("file");
                ScriptedClient client = old.client()) {
            InetSocketAddress port = old.address();
            assertThat(client.ask(Packets.readRequest("file")).receive().isData(1))
                    .isTrue();

            old.server().retire(GRACE);

            new DatagramSocket(port).close(); // throws where it is taken
            finish(client);
        }
    }

    @Test
    void theNextServerOnThePortHearsTheRequestThatAClientRepeats() {
        MemoryChain neverKnows = new MemoryChain().answer("late", request -> new CompletableFuture<>());
        try (RunningServer old = RunningServer.start(new Settings(), neverKnows);
                ScriptedClient client = old.client()) {
            client.ask(Packets.readRequest("late")).hearsNothingFor(A_MOMENT);
            String port = Endpoint.text(old.address());

            old.server().retire(GRACE);

            try (RunningServer next = RunningServer.start(
                    new Settings().listen(port), new MemoryChain().file("late", Packets.bytes("now")))) {
                Download.Result result = Download.of(client, Packets.readRequest("late"));
                assertThat(result.content().bytes()).isEqualTo(Packets.bytes("now"));
                next.isAtRest();
            }
        }
    }

    @Test
    void aRetiredServerEndsWithItsLastTransfer() {
        try (RunningServer old = serving("file");
                ScriptedClient client = old.client()) {
            client.ask(Packets.readRequest("file")).receive();
            old.server().retire(GRACE);
            finish(client);

            RunningServer.await("its thread ended", () -> !old.server().isRunning());
            old.isAtRest();
        }
    }

    @Test
    void whatHasNotEndedWhenTheGraceIsOverEndsWithAnError() {
        try (RunningServer old = serving("file");
                ScriptedClient client = old.client()) {
            client.ask(Packets.readRequest("file")).receive();

            old.server().retire(Duration.ofMillis(100));

            assertThat(client.receive().isError(0)).isTrue();
            RunningServer.await("its thread ended", () -> !old.server().isRunning());
            old.isAtRest();
        }
    }

    @Test
    void withASinglePortThePortIsFreeWhenTheLastTransferHasEnded() {
        try (RunningServer old = RunningServer.start(
                        new Settings().singlePort(true), new MemoryChain().file("file", THREE_BLOCKS));
                ScriptedClient client = old.client();
                ScriptedClient other = old.client()) {
            client.ask(Packets.readRequest("file")).receive();
            String port = Endpoint.text(old.address());

            old.server().retire(GRACE);

            other.ask(Packets.readRequest("file")).hearsNothingFor(A_MOMENT); // it is for the next server to answer
            finish(client);
            try (RunningServer next = RunningServer.start(
                    new Settings().listen(port).singlePort(true), new MemoryChain().file("file", THREE_BLOCKS))) {
                assertThat(Download.of(other, Packets.readRequest("file"))
                                .content()
                                .bytes())
                        .isEqualTo(THREE_BLOCKS);
                next.isAtRest();
            }
        }
    }

    @Test
    void whenEverythingStopsEveryClientIsToldWithinASecond() {
        RunningServer.atBest("stopped within a second", () -> stop().compareTo(Duration.ofSeconds(1)) < 0);
    }

    /** How long it took to stop a server with clients, all of which were told. */
    private static Duration stop() {
        CompletableFuture<Resolution> unknown = new CompletableFuture<>();
        RunningServer server = RunningServer.start(
                new Settings(), new MemoryChain().file("file", THREE_BLOCKS).answer("late", request -> unknown));
        try (ScriptedClient sending = server.client();
                ScriptedClient waiting = server.client()) {
            sending.ask(Packets.readRequest("file")).receive();
            waiting.ask(Packets.readRequest("late")).hearsNothingFor(A_MOMENT);
            long began = System.nanoTime();

            server.close();

            Duration took = Duration.ofNanos(System.nanoTime() - began);
            for (ScriptedClient client : new ScriptedClient[] {sending, waiting}) {
                Reply reply = client.receive();
                assertThat(reply.isError(0)).isTrue();
                assertThat(reply.message()).isEqualTo("the server is stopping");
            }
            unknown.complete(server.chain().found(THREE_BLOCKS));
            server.isAtRest(); // a file that was found too late is closed
            return took;
        }
    }

    private static RunningServer serving(String path) {
        return RunningServer.start(new Settings(), new MemoryChain().file(path, THREE_BLOCKS));
    }

    private static void finish(ScriptedClient client) {
        client.send(Packets.ack(1)).receiveBlock(2);
        client.send(Packets.ack(2)).receiveBlock(3);
        client.send(Packets.ack(3));
    }
}
