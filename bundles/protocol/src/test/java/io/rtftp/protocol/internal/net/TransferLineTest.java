package io.rtftp.protocol.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.transfer.TransferProgress;
import io.rtftp.api.transfer.TransferTerms;
import io.rtftp.api.transfer.TransferView;
import io.rtftp.api.transfer.TransferView.State;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class TransferLineTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.000 s",
        "499999, 0.000 s",
        "500000, 0.001 s",
        "42000000, 0.042 s",
        "999499999, 0.999 s",
        "999500000, 1.0 s",
        "2050000000, 2.1 s",
        "123456000000, 123.5 s"
    })
    void aTimeIsToldToTheMillisecondOrTheTenthOfASecond(long nanos, String told) {
        assertThat(TransferLine.of(view("kernel", "", 0, nanos)))
                .isEqualTo("transfer 17 192.0.2.5:2070 kernel from disk lab7 completed: 42 bytes, " + told);
    }

    @Test
    void whatWasSentAgainAndTheReasonAreTold() {
        assertThat(TransferLine.of(view("kernel", "all was sent, and the last ACK did not come", 3, 0)))
                .isEqualTo("transfer 17 192.0.2.5:2070 kernel from disk lab7 completed:"
                        + " all was sent, and the last ACK did not come; 42 bytes, 3 resent, 0.000 s");
    }

    @Test
    void nobodyForgesALine() {
        assertThat(TransferLine.printable("kernel\r\nWARN \u007f\u0085\t größe \uD83D\uDE80"))
                .isEqualTo("kernel??WARN ??? größe \uD83D\uDE80");
    }

    private static TransferView view(String path, String reason, long resentBlocks, long elapsedNanos) {
        return new TransferView(
                17,
                new InetSocketAddress("192.0.2.5", 2070),
                new InetSocketAddress("192.0.2.1", 40_000),
                path,
                "disk lab7",
                "disk",
                State.COMPLETED,
                new TransferTerms("octet", Map.of(), Map.of(), 512, 1),
                new TransferProgress(
                        OptionalLong.of(42), 42, resentBlocks, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                Instant.EPOCH,
                Duration.ofNanos(elapsedNanos),
                reason);
    }
}
