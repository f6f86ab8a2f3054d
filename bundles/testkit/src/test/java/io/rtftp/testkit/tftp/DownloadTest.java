package io.rtftp.testkit.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What the client says to what it hears, against a server that follows a script. */
class DownloadTest {

    private static final byte[] FULL = new byte[512];
    private static final byte[] SHORT = new byte[] {1, 2, 3};

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Test
    void itAcknowledgesEachBlockAndEndsWithAShortOne() {
        Download.Result result =
                download(Packets.readRequest("a"), Packets.data(1, FULL), Packets.data(2, SHORT), new byte[0]);

        assertThat(result.content().bytes()).hasSize(515).endsWith(1, 2, 3);
        assertThat(heard).containsExactly("1", "4 1", "4 2");
        assertThat(result.repeats()).isZero();
    }

    @Test
    void itAcknowledgesTheOptionsWithBlock0() {
        byte[] granted = Packets.raw(Packets.OPTION_ACK, Packets.bytes("blksize\0008\0tsize\0003\0"));

        Download.Result result = download(
                Packets.readRequest("a", "blksize", "8", "tsize", "0"), granted, Packets.data(1, SHORT), new byte[0]);

        assertThat(result.granted()).containsEntry("tsize", "3");
        assertThat(heard).containsExactly("1", "4 0", "4 1");
    }

    @Test
    void itAcknowledgesABlockItHasSeenAgain() {
        download(
                Packets.readRequest("a"),
                Packets.data(1, FULL),
                Packets.data(1, FULL),
                Packets.data(2, SHORT),
                new byte[0]);

        assertThat(heard).containsExactly("1", "4 1", "4 1", "4 2");
    }

    @Test
    void itRepeatsItselfWhenTheServerIsSilent() {
        Download.Result result = download(
                Duration.ofSeconds(1), Packets.readRequest("a"), new byte[0], Packets.data(1, SHORT), new byte[0]);

        assertThat(heard).containsExactly("1", "1", "4 1");
        assertThat(result.repeats()).isEqualTo(1);
    }

    @Test
    void anErrorIsTheEnd() {
        assertThatThrownBy(() -> download(Packets.readRequest("a"), Packets.error(1, "File not found")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("after block 0");
    }

    private Download.Result download(byte[] request, byte[]... answers) {
        return download(PATIENCE, request, answers);
    }

    private Download.Result download(Duration patience, byte[] request, byte[]... answers) {
        Deque<byte[]> script = new ConcurrentLinkedDeque<>(List.of(answers));
        try (EchoServer server = EchoServer.answering(packet -> {
                    heard.add(packet[1] + (packet[1] == Packets.ACK ? " " + packet[3] : ""));
                    return script.removeFirst();
                });
                ScriptedClient client = ScriptedClient.at("127.0.0.1", server.address())) {
            Download.Result result = Download.of(client, request, patience);
            awaitEndOf(script);
            return result;
        }
    }

    /** The last ACK is heard when its answer, which is none, has been taken. */
    private static void awaitEndOf(Deque<byte[]> script) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!script.isEmpty()) {
            assertThat(System.nanoTime() - deadline).as("nanoseconds too late").isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }
}
