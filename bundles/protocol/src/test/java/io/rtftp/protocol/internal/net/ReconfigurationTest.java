package io.rtftp.protocol.internal.net;

import static io.rtftp.testkit.tftp.Packets.ack;
import static io.rtftp.testkit.tftp.Packets.readRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.Resolution;
import io.rtftp.api.server.ServerView;
import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that change while clients download. */
class ReconfigurationTest {

    private static final byte[] CONTENT = new byte[3_000];
    private static final Duration A_MOMENT = Duration.ofMillis(50);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theListeningSocketMovesAndATransferGoesOn(boolean singlePort) {
        try (RunningServer server = start(new Settings().singlePort(singlePort));
                ScriptedClient client = server.client();
                ScriptedClient late = server.client()) {
            client.ask(readRequest("file")).receive();
            InetSocketAddress before = server.address();

            server.server()
                    .apply(new Settings()
                            .listen("127.0.0.2:0")
                            .singlePort(singlePort)
                            .build());
            RunningServer.await("moved", () -> !server.address().equals(before));

            late.ask(readRequest("file")).hearsNothingFor(A_MOMENT);
            for (int block = 1; block < 6; block++) {
                assertThat(client.send(ack(block)).receive().isData(block + 1)).isTrue();
            }
            client.send(ack(6));
            assertThat(server.address().getHostString()).isEqualTo("127.0.0.2");
            try (ScriptedClient there = server.client()) {
                assertThat(Download.of(there, readRequest("file")).content().bytes())
                        .isEqualTo(CONTENT);
            }
            server.isAtRest();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "[::]"})
    void itMovesFromEveryAddressToOneOnTheSamePortAndBack(String every) {
        try (RunningServer server = start(new Settings().listen(every + ":0"))) {
            String port = ":" + server.address().getPort();
            for (String host : List.of("127.0.0.3", every, "127.0.0.3", every)) {
                server.server().apply(new Settings().listen(host + port).build());
                RunningServer.await(
                        "moved", () -> Endpoint.text(server.address()).equals(Endpoint.text(resolved(host + port))));
                try (ScriptedClient client = ScriptedClient.at("127.0.0.1", server.at("127.0.0.3"))) {
                    assertThat(Download.of(client, readRequest("file"))
                                    .content()
                                    .bytes())
                            .isEqualTo(CONTENT);
                }
            }
            assertThat(server.warnings()).isEmpty();
        }
    }

    @Test
    void withASinglePortAnswersLeaveFromThePortThatListensNow() {
        try (RunningServer server = start(new Settings().singlePort(true))) {
            for (String host : List.of("127.0.0.1", "127.0.0.2", "127.0.0.1")) {
                server.server()
                        .apply(new Settings()
                                .listen(host + ":0")
                                .singlePort(true)
                                .build());
                RunningServer.await(
                        "moved", () -> server.address().getHostString().equals(host));
                try (ScriptedClient client = server.client()) {
                    assertThat(Download.of(client, readRequest("file"))
                                    .content()
                                    .bytes())
                            .isEqualTo(CONTENT);
                }
            }
        }
    }

    @Test
    void singlePortIsForTransfersThatBeginFromNowOn() {
        try (RunningServer server = start(new Settings());
                ScriptedClient before = server.client();
                ScriptedClient after = server.client()) {
            before.ask(readRequest("file")).receive();

            server.server().apply(new Settings().singlePort(true).build());
            InetSocketAddress listening = server.address();
            RunningServer.await("taken over", () -> {
                after.ask(readRequest("missing")).receive();
                return after.peer().equals(listening);
            });

            assertThat(before.send(ack(1)).receive().from()).isNotEqualTo(listening);
            assertThat(server.address()).as("port 0 is asked for once").isEqualTo(listening);
        }
    }

    @Test
    void anAddressThatCantBeHadLeavesTheOldOneAndIsTriedAgain() throws IOException {
        try (RunningServer server = start(new Settings());
                DatagramSocket other = new DatagramSocket(0, InetAddress.getByName("127.0.0.4"))) {
            InetSocketAddress before = server.address();
            String taken = "127.0.0.4:" + other.getLocalPort();

            server.server().apply(new Settings().listen(taken).build());
            RunningServer.await("said", () -> !server.warnings().isEmpty());

            assertThat(server.warnings().get(0))
                    .isEqualTo("cannot listen on " + taken + ": Address already in use; still listening on "
                            + Endpoint.text(before));
            try (ScriptedClient client = server.client()) {
                assertThat(Download.of(client, readRequest("file")).content().bytes())
                        .isEqualTo(CONTENT);
            }
            free(other);
            RunningServer.await("moved", () -> Endpoint.text(server.address()).equals(taken));
            assertThat(server.warnings()).hasSize(1);
        }
    }

    @Test
    void aPortThatIsTakenAtTheStartFailsAndIsTriedAgain() throws IOException {
        List<ServerView.State> states = new CopyOnWriteArrayList<>();
        try (DatagramSocket other = new DatagramSocket(0, InetAddress.getByName("127.0.0.4"))) {
            String taken = "127.0.0.4:" + other.getLocalPort();
            try (UdpTftpServer server =
                    new UdpTftpServer(new Settings().listen(taken).build(), System::nanoTime)) {
                server.chain(new MemoryChain());
                server.watch(view -> states.add(view.state()));
                RunningServer.await("failed", () -> server.view().state() == ServerView.State.FAILED);
                assertThat(server.view().problem()).isEqualTo("cannot listen on " + taken + ": Address already in use");
                assertThat(server.view().listening()).isEmpty();

                free(other);

                RunningServer.await("ready", () -> server.view().state() == ServerView.State.READY);
                assertThat(server.view().problem()).isEmpty();
                RunningServer.await("told", () -> states.contains(ServerView.State.READY));
                assertThat(states).endsWith(ServerView.State.FAILED, ServerView.State.READY);
            }
        }
    }

    @Test
    void aHostThatIsUnknownFails() {
        try (UdpTftpServer server = new UdpTftpServer(
                new Settings().listen("no-such-host.invalid:69").build(), System::nanoTime)) {
            RunningServer.await("failed", () -> server.view().state() == ServerView.State.FAILED);

            assertThat(server.view().problem()).isEqualTo("cannot listen on no-such-host.invalid:69: unknown host");
        }
    }

    @Test
    void withoutAChainARequestWaitsForTheNext() {
        try (RunningServer server = start(new Settings());
                ScriptedClient client = server.client()) {
            InetSocketAddress address = server.address();
            server.server().chain(null);
            RunningServer.await("starting", () -> server.server().view().state() == ServerView.State.STARTING);
            client.ask(readRequest("file")).hearsNothingFor(A_MOMENT);

            server.server().chain(server.chain());

            assertThat(client.receive().isData(1)).isTrue();
            RunningServer.await("ready", () -> server.server().view().state() == ServerView.State.READY);
            assertThat(server.address()).isEqualTo(address);
        }
    }

    @Test
    void aChainThatWasReplacedIsNotBelievedThatAFileIsNotThere() {
        CompletableFuture<Resolution> before = new CompletableFuture<>();
        CompletableFuture<Resolution> after = new CompletableFuture<>();
        MemoryChain next = new MemoryChain().answer("file", request -> after);
        try (RunningServer server =
                        RunningServer.start(new Settings(), new MemoryChain().answer("file", request -> before));
                ScriptedClient client = server.client()) {
            client.ask(readRequest("file"));
            RunningServer.await("asked", () -> server.chain().asked().size() == 1);
            server.server().chain(null);
            RunningServer.await("starting", () -> server.server().view().state() == ServerView.State.STARTING);
            before.complete(new Resolution.NotHere("no file"));
            client.hearsNothingFor(A_MOMENT);

            server.server().chain(next);
            after.complete(next.found(CONTENT));

            assertThat(client.receive().isData(1)).isTrue();
        }
    }

    @Test
    void aFileThatAReplacedChainFoundIsServedAndTheOtherOneClosed() {
        CompletableFuture<Resolution> before = new CompletableFuture<>();
        CompletableFuture<Resolution> after = new CompletableFuture<>();
        MemoryChain next = new MemoryChain().answer("file", request -> after);
        try (RunningServer server =
                        RunningServer.start(new Settings(), new MemoryChain().answer("file", request -> before));
                ScriptedClient client = server.client()) {
            client.ask(readRequest("file"));
            RunningServer.await("asked", () -> server.chain().asked().size() == 1);
            server.server().chain(next);
            RunningServer.await("the next is asked", () -> next.asked().size() == 1);

            before.complete(server.chain().found(CONTENT));
            assertThat(client.receive().isData(1)).isTrue();
            after.complete(next.found(CONTENT));

            RunningServer.await("the other one is closed", () -> next.filesOpen() == 0);
            assertThat(server.chain().filesOpen()).isEqualTo(1);
        }
    }

    @Test
    void limitsAreThoseOfTheMomentOfTheRequest() {
        try (RunningServer server = start(new Settings());
                ScriptedClient client = server.client()) {
            server.server().apply(new Settings().blockSizeMax(1_000).build());
            assertThat(Download.of(client, readRequest("file", "blksize", "1468"))
                            .granted())
                    .containsEntry("blksize", "1000");
        }
    }

    @Test
    void severalServersRunSideBySide() {
        try (RunningServer one = start(new Settings());
                RunningServer two = start(new Settings());
                RunningServer three = start(new Settings().singlePort(true))) {
            for (RunningServer server : List.of(one, two, three)) {
                try (ScriptedClient client = server.client()) {
                    assertThat(Download.of(client, readRequest("file"))
                                    .content()
                                    .bytes())
                            .isEqualTo(CONTENT);
                }
                server.last(1);
            }
        }
    }

    @Test
    void socketsOfAnAddressThatNobodyUsesAreClosed() {
        Settings settings = new Settings().listen("0.0.0.0:0").idleTimeout(Duration.ofMillis(1));
        try (RunningServer server = RunningServer.start(settings, new MemoryChain().file("file", CONTENT));
                ScriptedClient client = ScriptedClient.at("127.0.0.1", server.at("127.0.0.6"))) {
            Download.of(client, readRequest("file"));
            InetSocketAddress tid = client.peer();

            RunningServer.await("closed", () -> isFree(tid));

            assertThat(Download.of(client, readRequest("file")).content().bytes())
                    .isEqualTo(CONTENT);
        }
    }

    private static void free(DatagramSocket port) {
        port.close();
    }

    private static boolean isFree(InetSocketAddress address) {
        try (DatagramSocket probe = new DatagramSocket(address)) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static InetSocketAddress resolved(String address) {
        try {
            return ListenAddress.parse(address).resolve();
        } catch (IOException unknown) {
            throw new AssertionError(unknown);
        }
    }

    private static RunningServer start(Settings settings) {
        return RunningServer.timeless(settings, new MemoryChain().file("file", CONTENT));
    }
}
