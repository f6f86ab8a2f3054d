package io.rtftp.testkit.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CrowdTest {

    private static final byte[] EXPECTED = Packets.bytes("here");
    private static final byte[] REQUEST = Packets.readRequest("file");
    private static final Duration A_MOMENT = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void everyClientTellsWhatCameOfItsDownload() throws IOException, InterruptedException {
        assertThat(outcomes(Packets.data(1, EXPECTED))).hasSize(5).allMatch(Optional::isEmpty);
        assertThat(outcomes(Packets.data(1, Packets.bytes("theirs"))))
                .hasSize(5)
                .allMatch(failure -> failure.orElse("").contains("not those of the file"));
        assertThat(outcomes(Packets.error(1, "no such file")))
                .hasSize(5)
                .allMatch(failure -> failure.orElse("").contains("s u c h"));
        assertThat(outcomes(new byte[0]))
                .hasSize(5)
                .allMatch(failure -> failure.orElse("").contains("silent"));
    }

    private static List<Optional<String>> outcomes(byte[] answer) throws IOException, InterruptedException {
        try (EchoServer server =
                EchoServer.answering(packet -> packet.length == REQUEST.length ? answer : new byte[0])) {
            return Crowd.onLoopback(REQUEST, EXPECTED, answer.length == 0 ? A_MOMENT : PATIENCE)
                    .download(server.address(), 5)
                    .stream()
                    .map(Crowd.Outcome::failure)
                    .toList();
        }
    }
}
