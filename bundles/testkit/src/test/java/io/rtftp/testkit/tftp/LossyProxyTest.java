package io.rtftp.testkit.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LossyProxyTest {

    private static final int PACKETS = 1_000;
    private static final Duration A_MOMENT = Duration.ofMillis(100);

    @Test
    void withoutFaultsEverythingArrivesInOrder() throws IOException {
        try (EchoServer server = EchoServer.answering(packet -> packet);
                LossyProxy proxy = LossyProxy.before(server.address(), Faults.none(), 1);
                ScriptedClient client = ScriptedClient.at("127.0.0.1", proxy.address())) {
            for (int i = 0; i < PACKETS; i++) {
                assertThat(client.ask(Packets.ack(i)).receive().number()).isEqualTo(i);
            }
            assertThat(proxy.lost()).isZero();
            assertThat(proxy.carried()).isEqualTo(2 * PACKETS);
        }
    }

    @Test
    void theServersTidIsAnotherPortThanTheOneThatWasAsked() throws IOException { // RFC 1350 §4
        try (EchoServer server = EchoServer.answering(packet -> packet);
                LossyProxy proxy = LossyProxy.before(server.address(), Faults.none(), 1);
                ScriptedClient client = ScriptedClient.at("127.0.0.1", proxy.address());
                ScriptedClient other = ScriptedClient.at("127.0.0.2", proxy.address())) {
            Reply first = client.ask(Packets.ack(1)).receive();
            Reply second = client.send(Packets.ack(2)).receive();

            assertThat(first.from()).isNotEqualTo(proxy.address()).isNotEqualTo(server.tid());
            assertThat(second.from()).isEqualTo(first.from());
            assertThat(other.ask(Packets.ack(3)).receive().from()).isNotEqualTo(first.from());
        }
    }

    @Test
    void itLosesAboutWhatItIsToldToAndTheSameForTheSameSeed() throws IOException {
        Set<Integer> once = survivors(7);

        assertThat(once).hasSizeBetween(PACKETS * 70 / 100, PACKETS * 90 / 100); // 90 % there, of these 90 % back
        assertThat(survivors(7)).isEqualTo(once);
        assertThat(survivors(8)).isNotEqualTo(once);
    }

    @Test
    void requestsCanBeSpared() throws IOException, InterruptedException {
        Faults faults = Faults.none().losing(100).sparingRequests();
        BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
        try (EchoServer server = EchoServer.answering(packet -> {
                    heard.add((int) packet[3]);
                    return new byte[0];
                });
                LossyProxy proxy = LossyProxy.before(server.address(), faults, 1);
                ScriptedClient client = ScriptedClient.at("127.0.0.1", proxy.address())) {
            client.ask(Packets.ack(5));

            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(5);
            client.hearsNothingFor(A_MOMENT);
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void itRepeatsPacketsAndLetsThemOvertake() throws IOException {
        try (EchoServer server = EchoServer.answering(packet -> packet);
                LossyProxy proxy =
                        LossyProxy.before(server.address(), Faults.none().duplicating(100), 1);
                ScriptedClient client = ScriptedClient.at("127.0.0.1", proxy.address())) {
            client.ask(Packets.ack(1));
            for (int copy = 0; copy < 4; copy++) { // twice there, and each of them twice back
                assertThat(client.receive().number()).isEqualTo(1);
            }
            client.hearsNothingFor(A_MOMENT);
        }
        try (EchoServer server = EchoServer.answering(packet -> packet);
                LossyProxy proxy =
                        LossyProxy.before(server.address(), Faults.none().reordering(50), 1);
                ScriptedClient client = ScriptedClient.at("127.0.0.1", proxy.address())) {
            assertThat(isOvertaken(client)).isTrue();
        }
    }

    @Test
    void itDelaysPacketsEachWay() throws IOException {
        Faults faults = Faults.none().delaying(Duration.ofMillis(40), Duration.ofMillis(10));
        try (EchoServer server = EchoServer.answering(packet -> packet);
                LossyProxy proxy = LossyProxy.before(server.address(), faults, 1);
                ScriptedClient client = ScriptedClient.at("127.0.0.1", proxy.address())) {
            for (int i = 0; i < 10; i++) {
                long startNanos = System.nanoTime();
                assertThat(client.ask(Packets.ack(i)).receive().number()).isEqualTo(i);
                assertThat(System.nanoTime() - startNanos)
                        .isGreaterThanOrEqualTo(Duration.ofMillis(60).toNanos());
            }
        }
    }

    @Test
    void aLineIsAwayForAWhileAndThenBack() throws IOException {
        Faults faults = Faults.none().away(5, Duration.ofMillis(300));
        try (EchoServer server = EchoServer.answering(packet -> packet);
                LossyProxy proxy = LossyProxy.before(server.address(), faults, 1);
                ScriptedClient client = ScriptedClient.at("127.0.0.1", proxy.address());
                ScriptedClient other = ScriptedClient.at("127.0.0.2", proxy.address())) {
            client.ask(Packets.ack(1)).receive();
            client.ask(Packets.ack(2)).receive();
            client.ask(Packets.ack(3)).hearsNothingFor(A_MOMENT);
            assertThat(other.ask(Packets.ack(4)).receive().number()).isEqualTo(4);

            Optional<Reply> reply = Optional.empty();
            for (int i = 0; i < 50 && reply.isEmpty(); i++) {
                reply = client.ask(Packets.ack(5)).receive(A_MOMENT);
            }
            assertThat(reply).isPresent();
        }
    }

    private static boolean isOvertaken(ScriptedClient client) {
        int before = -1;
        boolean overtaken = false;
        for (int i = 0; i < 200; i++) {
            client.ask(Packets.ack(i));
        }
        for (int i = 0; i < 200; i++) {
            int number = client.receive().number();
            overtaken |= number < before;
            before = number;
        }
        return overtaken;
    }

    private static Set<Integer> survivors(long seed) throws IOException {
        Set<Integer> survivors = new HashSet<>();
        try (EchoServer server = EchoServer.answering(packet -> packet);
                LossyProxy proxy =
                        LossyProxy.before(server.address(), Faults.none().losing(10), seed);
                ScriptedClient client = ScriptedClient.at("127.0.0.1", proxy.address())) {
            for (int i = 0; i < PACKETS; i++) {
                long lost = proxy.lost();
                client.ask(Packets.ack(i));
                Optional<Reply> reply = Optional.empty();
                while (reply.isEmpty() && proxy.lost() == lost) {
                    reply = client.receive(Duration.ofMillis(2));
                }
                reply.ifPresent(there -> survivors.add(there.number()));
            }
        }
        return survivors;
    }
}
