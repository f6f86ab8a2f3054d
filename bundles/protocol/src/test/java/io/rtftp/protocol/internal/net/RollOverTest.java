package io.rtftp.protocol.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More blocks than 16 bits can count, through real sockets. */
class RollOverTest {

    private static final int BLOCK_BYTES = 8;
    private static final int BLOCKS = 65_535 + 2_000;

    @ParameterizedTest
    @CsvSource({"1, false", "16, false", "1000, true"})
    void blockNumbersRollOver(String windowSize, boolean singlePort) {
        byte[] content = new byte[BLOCKS * BLOCK_BYTES + 3];
        new Random(3).nextBytes(content);
        try (RunningServer server = RunningServer.start(
                        new Settings().singlePort(singlePort), new MemoryChain().file("file", content));
                ScriptedClient client = server.client()) {
            Download.Result result =
                    Download.of(client, Packets.readRequest("file", "blksize", "8", "windowsize", windowSize));

            assertThat(result.content().bytes()).isEqualTo(content);
            server.isAtRest();
        }
    }
}
