package io.rtftp.protocol.internal.net;

import static io.rtftp.testkit.tftp.Packets.ack;
import static io.rtftp.testkit.tftp.Packets.readRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.Resolution;
import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much one client, or all, or forged ones, can make the server do. */
class LimitsTest {

    private static final Duration A_MOMENT = Duration.ofMillis(50);
    private static final byte[] CONTENT = new byte[100_000];

    @Test
    void aClientHasNoMoreTransfersThanItsLimit() {
        try (RunningServer server = start(new Settings().sessionsPerClient(3));
                Clients clients = new Clients(server)) {
            for (int i = 0; i < 3; i++) {
                clients.areAnswered("127.0.0.2");
            }
            clients.areIgnored("127.0.0.2");
            assertThat(server.transfers()).hasSize(3);
            clients.areAnswered("127.0.0.3");

            server.cancel(server.transfers().get(0));
            RunningServer.await("three transfers left", () -> server.transfers().size() == 3);
            clients.areAnswered("127.0.0.2");
        }
    }

    @Test
    void thereAreNoMoreTransfersThanTheLimitOfAll() {
        try (RunningServer server = start(new Settings().sessionsMax(2));
                Clients clients = new Clients(server)) {
            for (String address : new String[] {"127.0.0.2", "127.0.0.3"}) {
                clients.areAnswered(address);
                clients.last().send(ack(0)).receive(); // it has answered: it is no forged address
            }
            clients.areIgnored("127.0.0.4");
            assertThat(server.transfers()).hasSize(2);
            RunningServer.await("a warning", () -> !server.warnings().isEmpty());
            assertThat(server.warnings().get(0))
                    .contains("did not answer 127.0.0.4")
                    .contains("2 transfers");
        }
    }

    @Test
    void theRequestThatWaitedLongestForItsClientMakesRoomForANewOne() {
        try (RunningServer server = start(new Settings().sessionsMax(2));
                Clients clients = new Clients(server)) {
            for (int i = 2; i < 50; i++) {
                clients.areAnswered("127.0.0." + i);
                assertThat(server.transfers()).hasSizeLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void aRequestRepeatedWhileItIsNotKnownYetIsOneRequest() {
        CompletableFuture<Resolution> later = new CompletableFuture<>();
        try (RunningServer server = start(new Settings());
                ScriptedClient client = server.client()) {
            server.chain().answer("later", request -> later);
            for (int i = 0; i < 4; i++) {
                client.ask(readRequest("later")).hearsNothingFor(A_MOMENT);
            }
            RunningServer.await("asked", () -> !server.chain().asked().isEmpty());

            later.complete(server.chain().found(Packets.bytes("here")));

            assertThat(client.receive().content()).isEqualTo(Packets.bytes("here"));
            client.send(ack(1));
            server.isAtRest();
            assertThat(server.chain().asked()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"file, 2, 516", "missing, 1, 20", "../up, 1, 60"})
    void anAddressThatNeverAnswersIsSentFewPackets(String path, int packetsMost, int bytesMost) {
        try (RunningServer server = start(new Settings().firstTimeout(Duration.ofMillis(20)));
                ScriptedClient victim = server.client()) {
            assertThat(silently(victim, readRequest(path)))
                    .hasSizeLessThanOrEqualTo(packetsMost)
                    .allMatch(reply -> reply.bytes().limit() <= bytesMost);
            server.isAtRest();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "blksize, 65464, windowsize, 65535",
        "tsize, 0, blksize, 8",
        "timeout, 1, tsize, 0",
        "windowsize, 64, tsize, 0"
    })
    void withOptionsAForgedRequestBringsItsVictimAtMostFourTimesItsOwnBytes(
            String name, String value, String other, String otherValue) {
        byte[] request = readRequest("file", name, value, other, otherValue);
        try (RunningServer server = start(new Settings().firstTimeout(Duration.ofMillis(20)));
                ScriptedClient victim = server.client()) {
            assertThat(bytes(silently(victim, request))).isLessThanOrEqualTo(4 * request.length);
        }
    }

    @Test
    void aThousandForgedRequestsBringTheirVictimNoMoreThanItsShareOfTransfers() {
        int share = 8;
        Settings settings = new Settings().firstTimeout(Duration.ofSeconds(1)).sessionsPerClient(share);
        try (RunningServer server = RunningServer.timeless(settings, new MemoryChain().file("file", CONTENT));
                Clients victims = new Clients(server)) {
            for (int i = 0; i < 1_000; i++) {
                victims.open("127.0.0.9").ask(readRequest("file"));
            }
            RunningServer.await("requests are heard", () -> !server.transfers().isEmpty());
            int packets = 0;
            for (ScriptedClient port : victims.open) {
                packets += port.receive(Duration.ofMillis(1)).isPresent() ? 1 : 0;
            }
            assertThat(packets).isBetween(1, share);
        }
    }

    @Test
    void aRequestRepeatedAHundredTimesAtOnceIsAnsweredOnce() {
        try (RunningServer server = RunningServer.timeless(new Settings(), new MemoryChain().file("file", CONTENT));
                ScriptedClient victim = server.client()) {
            for (int i = 0; i < 100; i++) {
                victim.ask(readRequest("file"));
            }
            assertThat(silently(victim, readRequest("file"))).hasSize(1);
        }
    }

    @Test
    void aRequestRepeatedAsClientsDoIsAnsweredAgain() {
        try (RunningServer server = start(new Settings());
                ScriptedClient client = server.client()) {
            byte[] request = readRequest("file", "timeout", "60");
            client.ask(request).receive();
            client.hearsNothingFor(Duration.ofMillis(150));

            assertThat(client.ask(request).receive().opcode()).isEqualTo(Packets.OPTION_ACK);
            assertThat(server.chain().asked()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "64", "65535"})
    void anAddressThatNeverAnswersIsSentNoWindow(String windowSize) {
        try (RunningServer server = start(new Settings().firstTimeout(Duration.ofMillis(20)));
                ScriptedClient victim = server.client()) {
            byte[] request = readRequest("file", "blksize", "65464", "windowsize", windowSize, "tsize", "0");

            assertThat(silently(victim, request))
                    .hasSizeLessThanOrEqualTo(4)
                    .allMatch(reply -> reply.opcode() == Packets.OPTION_ACK
                            && reply.bytes().limit() <= request.length);
        }
    }

    @Test
    void aWindowIsNoLargerThanItsBytesMayBe() {
        try (RunningServer server = start(new Settings().blockSizeMax(65_464));
                ScriptedClient client = server.client()) {
            Reply reply = client.ask(readRequest("file", "blksize", "65464", "windowsize", "65535"))
                    .receive();

            int blockSize = Integer.parseInt(reply.options().get("blksize"));
            int windowSize = Integer.parseInt(reply.options().get("windowsize"));
            assertThat(blockSize).isEqualTo(65_464);
            assertThat((long) blockSize * windowSize).isBetween(1L, 4L << 20);
            client.send(Packets.error(8, ""));
        }
    }

    @Test
    void aBlockFitsTheMtuOfTheLoopback() {
        try (RunningServer server = start(new Settings());
                ScriptedClient client = server.client()) {
            Download.Result result = Download.of(client, readRequest("file", "blksize", "65464"));

            assertThat(result.granted()).containsEntry("blksize", "65464"); // 65536 less the headers is more
            assertThat(result.content().bytes()).isEqualTo(CONTENT);
        }
    }

    @Test
    void aHungRequestLeavesRoomForADozenMoreOfTheSameClient() {
        try (RunningServer server = start(new Settings());
                Clients clients = new Clients(server)) {
            server.chain().answer("hung", request -> new CompletableFuture<>());
            for (int i = 0; i < 12; i++) {
                clients.open("127.0.0.2").ask(readRequest("hung"));
            }
            clients.areAnswered("127.0.0.2");
            clients.areAnswered("127.0.0.3");
        }
    }

    private static List<Reply> silently(ScriptedClient victim, byte[] request) {
        List<Reply> replies = new ArrayList<>();
        replies.add(victim.ask(request).receive());
        for (Optional<Reply> reply = victim.receive(Duration.ofMillis(400));
                reply.isPresent();
                reply = victim.receive(Duration.ofMillis(400))) {
            replies.add(reply.get());
        }
        return replies;
    }

    private static int bytes(List<Reply> replies) {
        return replies.stream().mapToInt(reply -> reply.bytes().limit()).sum();
    }

    private static RunningServer start(Settings settings) {
        return RunningServer.start(settings, new MemoryChain().file("file", CONTENT));
    }

    /** Clients that stay as they are until the end of a test. */
    private static final class Clients implements AutoCloseable {

        private final List<ScriptedClient> open = new ArrayList<>();
        private final RunningServer server;

        Clients(RunningServer server) {
            this.server = server;
        }

        ScriptedClient open(String address) {
            open.add(server.client(address));
            return last();
        }

        /** The address asks once more, and has an answer. */
        void areAnswered(String address) {
            ask(address).receive();
        }

        /** The address asks once more, and has none. */
        void areIgnored(String address) {
            ask(address).hearsNothingFor(A_MOMENT);
        }

        private ScriptedClient ask(String address) {
            return open(address).ask(readRequest("file", "timeout", "30"));
        }

        ScriptedClient last() {
            return open.get(open.size() - 1);
        }

        @Override
        public void close() {
            open.forEach(ScriptedClient::close);
        }
    }
}
