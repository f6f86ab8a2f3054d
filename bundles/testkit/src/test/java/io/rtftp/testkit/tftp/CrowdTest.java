package io.rtftp.testkit.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrowdTest {

    private static final byte[] EXPECTED = Packets.bytes("here");
    private static final byte[] REQUEST = Packets.readRequest("file");
    private static final Duration A_MOMENT = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void everyClientTellsWhatCameOfItsDownload() throws IOException, InterruptedException {
        assertThat(outcomes(Packets.data(1, EXPECTED)))
                .hasSize(5)
                .allMatch(outcome -> outcome.failure().isEmpty() && !outcome.wrongContent());
        assertThat(outcomes(Packets.data(1, Packets.bytes("theirs"))))
                .hasSize(5)
                .allMatch(outcome -> failed(outcome, "not those of the file") && outcome.wrongContent());
        assertThat(outcomes(Packets.error(1, "no such file")))
                .hasSize(5)
                .allMatch(outcome -> failed(outcome, "s u c h") && !outcome.wrongContent());
        assertThat(outcomes(new byte[0]))
                .hasSize(5)
                .allMatch(outcome -> failed(outcome, "silent") && !outcome.wrongContent());
    }

    private static boolean failed(Crowd.Outcome outcome, String words) {
        return outcome.failure().orElse("").contains(words);
    }

    private static List<Crowd.Outcome> outcomes(byte[] answer) throws IOException, InterruptedException {
        try (EchoServer server =
                EchoServer.answering(packet -> packet.length == REQUEST.length ? answer : new byte[0])) {
            return Crowd.onLoopback(REQUEST, EXPECTED, answer.length == 0 ? A_MOMENT : PATIENCE)
                    .download(server.address(), 5);
        }
    }
}
