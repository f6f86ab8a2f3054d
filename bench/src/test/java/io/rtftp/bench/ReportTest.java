package io.rtftp.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.bench.Contender.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Contender OURS = contender("ours", Role.OURS);
    private static final Contender AGAIN = contender("again", Role.NOISE);
    private static final Contender PEER = contender("peer", Role.PEER);
    private static final Contender LOSING = contender("losing", Role.PEER);
    private static final Contender LIMIT = contender("limit", Role.LIMIT);
    private static final Lane LANE = new Lane("lane", Lane.Unit.MEBIBYTES_PER_SECOND, "1m", false, List.of());

    private final Report report = new Report(List.of(OURS, AGAIN, PEER, LOSING, LIMIT));

    @Test
    void oursIsComparedByMediansWithTheBestPeerTheLimitAndItself() {
        add(OURS, 100, 0);
        add(OURS, 900, 0);
        add(OURS, 120, 0);
        add(AGAIN, 100, 0);
        add(PEER, 60, 0);
        add(LIMIT, 240, 0);

        assertThat(report.markdown()).contains("| lane (MiB/s) | 120 | 100 | 60 | – | 240 | 2.00 | 0.50 | ±20 % |");
    }

    @Test
    void aPeerThatLostADownloadIsOutOfTheRace() {
        add(OURS, 100, 0);
        add(PEER, 50, 0);
        add(LOSING, 1000, 1);

        assertThat(report.markdown()).contains("| lane (MiB/s) | 100 | – | 50 | 1,000 | – | 2.00 | – | – |");
    }

    @Test
    void failedDownloadsAreCountedOverAllRounds() {
        add(OURS, 100, 0);
        add(LOSING, 10, 2);
        add(LOSING, 10, 3);

        assertThat(report.markdown()).contains("| lane | 0 | – | – | 5 | – |");
    }

    @Test
    void aLaneWithoutBytesHasItsCpuSecondsInAll() {
        assertThat(new Measured(10, 0, 3.5, 0, 0).cpuSecondsPerGibibyte()).isEqualTo(3.5);
        assertThat(new Measured(10, 0, 3.5, 1L << 29, 0).cpuSecondsPerGibibyte())
                .isEqualTo(7);
    }

    @Test
    void noPeersPathsAreLeftInACommand() {
        Path any = Path.of("/any");
        assertThat(Contender.all(new Contender.Places(any, any, any, any, any)))
                .allSatisfy(contender -> assertThat(contender.command()).noneMatch(word -> word.matches(".*[{}\\s].*")))
                .extracting(Contender::port)
                .doesNotHaveDuplicates();
    }

    private void add(Contender contender, double figure, int failed) {
        report.add(LANE, contender, new Measured(figure, failed, 1, 1 << 20, 1 << 20));
    }

    private static Contender contender(String name, Role role) {
        return new Contender(name, role, true, "127.0.0.1", 69, List.of(), Map.of());
    }
}
