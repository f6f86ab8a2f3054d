package io.rtftp.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.tftp.Crowd.Outcome;
import io.rtftp.testkit.tftp.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkReportTest {

    private static final Contender OURS = contender("ours");
    private static final Contender PEER = contender("peer");
    private static final Network BAD = new Network("bad", Faults.none(), false, false);
    private static final Network WORST = new Network("worst", Faults.none(), false, true);

    private final NetworkReport report = new NetworkReport(List.of(OURS, PEER));

    @Test
    void theMedianTheSlowestAndTheFailedStandInTheTable() {
        report.add(BAD, 1, OURS, List.of(took(1), took(3), took(2)));
        report.add(BAD, 1, PEER, List.of(took(4), failed("silent after block 7"), failed("silent after block 9")));

        assertThat(report.markdown())
                .contains("| bad | 1 | 2.00 s (3.00) | 0 | 4.00 s (4.00) | 2 |")
                .contains("* bad, window 1, peer: 2 × silent after block N");
        assertThat(report.isAsPromised()).isTrue();
    }

    @Test
    void aFailedDownloadFromUsIsAllowedWhereTheNetworkAllowsIt() {
        report.add(WORST, 16, OURS, List.of(failed("silent")));
        assertThat(report.markdown()).contains("| worst | 16 | – | 1 | – | – |");
        assertThat(report.isAsPromised()).isTrue();

        report.add(BAD, 1, OURS, List.of(took(1), failed("silent")));
        assertThat(report.isAsPromised()).isFalse();
    }

    @Test
    void wrongContentFromUsIsAllowedNowhere() {
        report.add(WORST, 16, PEER, List.of(corrupt()));
        assertThat(report.isAsPromised()).isTrue();

        report.add(WORST, 16, OURS, List.of(took(1), corrupt()));
        assertThat(report.markdown()).contains("| worst | 16 | 1.00 s (1.00) | 1 | – | 1 |");
        assertThat(report.isAsPromised()).isFalse();
    }

    private static Outcome took(int seconds) {
        return new Outcome(Duration.ofSeconds(seconds), Optional.empty(), false);
    }

    private static Outcome failed(String message) {
        return new Outcome(Duration.ofSeconds(9), Optional.of(message), false);
    }

    private static Outcome corrupt() {
        return new Outcome(Duration.ofSeconds(1), Optional.of("7 bytes arrived, and not those of the file"), true);
    }

    private static Contender contender(String name) {
        return new Contender(name, Contender.Role.OURS, true, "127.0.0.1", 69, List.of(), Map.of());
    }
}
