package io.rtftp.protocol.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.Faults;
import io.rtftp.testkit.tftp.LossyProxy;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Large files through a process between client and server that loses, repeats and reorders packets, in both directions. */
class BadNetworkTest {

    /** The first wait for an answer is a second; after that the round trip is known, and even waits that grew stay well below this. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    /** So that it is the server that repairs what was lost. */
    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(15);

    private static final int MEGABYTES_30 = 30_000_000;
    private static final byte[] CONTENT = new byte[MEGABYTES_30];

    static {
        new Random(30).nextBytes(CONTENT);
    }

    @ParameterizedTest
    @CsvSource({
        "8192, 1, 5, 0, 0",
        "1468, 16, 5, 0, 0",
        "8192, 16, 5, 5, 25",
    })
    void thirtyMegabytesArriveIntactWithoutLongSilences(
            String blockSize, String windowSize, int lossPercent, int duplicatePercent, int reorderPercent)
            throws IOException {
        Faults faults =
                Faults.none().losing(lossPercent).duplicating(duplicatePercent).reordering(reorderPercent);
        try (RunningServer server = RunningServer.start(new Settings(), new MemoryChain().file("initrd", CONTENT));
                LossyProxy network = LossyProxy.before(server.address(), faults, 5);
                ScriptedClient client = ScriptedClient.at("127.0.0.1", network.address())) {
            Download.Result result = Download.of(
                    client,
                    Packets.readRequest("initrd", "blksize", blockSize, "windowsize", windowSize),
                    CLIENT_PATIENCE);

            assertThat(result.content().bytes()).isEqualTo(CONTENT);
            assertThat(network.lost()).isPositive();
            assertThat(result.longestSilence()).isLessThan(LONGEST_SILENCE);
            server.isAtRest();
        }
    }
}
