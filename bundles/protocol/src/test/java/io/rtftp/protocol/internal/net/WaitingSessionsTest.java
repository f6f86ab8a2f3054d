package io.rtftp.protocol.internal.net;

import static io.rtftp.testkit.tftp.Packets.ack;
import static io.rtftp.testkit.tftp.Packets.readRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions are woken when they are due, whatever the others wait for. */
class WaitingSessionsTest {

    private static final byte[] CONTENT = new byte[100_000];

    @Test
    void eachSessionRepeatsInItsOwnTime() {
        Settings settings = new Settings().firstTimeout(Duration.ofMillis(100));
        try (RunningServer server = RunningServer.start(settings, new MemoryChain().file("file", CONTENT));
                ScriptedClient patient = server.client("127.0.0.2");
                ScriptedClient usual = server.client("127.0.0.3")) {
            long began = System.nanoTime();
            patient.ask(readRequest("file", "timeout", "2")).receive();
            usual.ask(readRequest("file", "blksize", "1000")).receive();

            usual.receive();
            usual.receive();
            assertThat(patient.receive().opcode()).isEqualTo(Packets.OPTION_ACK);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(2));
            patient.send(Packets.error(0, "enough"));
            usual.send(Packets.error(0, "enough"));
            server.isAtRest();
        }
    }

    @Test
    void aWaitThatBecomesShorterIsKept() { // the first answer may take 10 s, and the round trip is a millisecond
        Settings settings = new Settings().firstTimeout(Duration.ofSeconds(10));
        try (RunningServer server = RunningServer.start(settings, new MemoryChain().file("file", CONTENT));
                ScriptedClient client = server.client()) {
            client.ask(readRequest("file", "blksize", "1000")).receive();
            assertThat(client.send(ack(0)).receive().isData(1)).isTrue();

            assertThat(client.receive(Duration.ofSeconds(5)).orElseThrow().isData(1))
                    .isTrue();
            client.send(Packets.error(0, "enough"));
            server.isAtRest();
        }
    }

    @Test
    void thousandsThatWaitAreAllRepeatedAndAllEnd() {
        Settings settings = new Settings().firstTimeout(Duration.ofMillis(500)).sessionsPerClient(5_000);
        try (RunningServer server = RunningServer.start(settings, new MemoryChain().file("file", CONTENT))) {
            List<ScriptedClient> clients = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                clients.add(server.client("127.0.0." + (2 + i % 200)));
                clients.get(i).ask(readRequest("file", "tsize", "0"));
            }
            for (ScriptedClient client : clients) {
                for (int copy = 0; copy < 4; copy++) {
                    assertThat(client.receive().opcode()).isEqualTo(Packets.OPTION_ACK);
                }
            }
            server.isAtRest();
            clients.forEach(ScriptedClient::close);
        }
    }
}
