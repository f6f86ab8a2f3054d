package io.rtftp.metrics.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.ResolverChain.ResolverView;
import io.rtftp.api.server.ServerCounts;
import io.rtftp.api.server.ServerView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerMeterTest {

    private final FakeSources server = new FakeSources();
    private final ServerMeter meter = new ServerMeter(server, "1.2.3");

    @Test
    void itSaysWhatRunsAndWhetherItAnswers() {
        assertThat(scrape().value("rtftp_build_info{version=\"1.2.3\"}")).isEqualTo(1);
        assertThat(scrape().value("rtftp_ready")).isEqualTo(1);
        server.view = new ServerView(ServerView.State.FAILED, List.of(), "the port is taken");
        assertThat(scrape().value("rtftp_ready")).isZero();
        server.absent = true;
        assertThat(scrape().value("rtftp_ready")).isZero();
    }

    @Test
    void whatIsRefusedIsCountedByReason() {
        server.counts = new ServerCounts(1, 2, 3, 4, 5);

        Scraped scraped = scrape();

        assertThat(scraped.value("rtftp_requests_rejected_total{reason=\"malformed\"}"))
                .isEqualTo(1);
        assertThat(scraped.value("rtftp_requests_rejected_total{reason=\"write\"}"))
                .isEqualTo(2);
        assertThat(scraped.value("rtftp_requests_rejected_total{reason=\"over_limit\"}"))
                .isEqualTo(3);
        assertThat(scraped.value("rtftp_datagrams_ignored_total")).isEqualTo(4);
        assertThat(scraped.value("rtftp_events_missed_total")).isEqualTo(5);
    }

    @Test
    void countsGoOnWhereAReplacedServerBeginsAnew() {
        String malformed = "rtftp_requests_rejected_total{reason=\"malformed\"}";
        server.counts = new ServerCounts(10, 0, 0, 0, 0);
        scrape();
        FakeSources next = new FakeSources();
        next.counts = new ServerCounts(10, 0, 0, 0, 0);
        server.replacement = Optional.of(next);
        assertThat(scrape().value(malformed)).isEqualTo(20);
        next.counts = new ServerCounts(11, 0, 0, 0, 0);
        assertThat(scrape().value(malformed)).isEqualTo(21);
        server.absent = true;
        assertThat(scrape().value(malformed)).isEqualTo(21);
    }

    @Test
    void whatPlacesSayIsCounted() {
        server.places = List.of(new ResolverView("disk", 200, 7, 5, 1, 2));
        Scraped scraped = scrape();
        assertThat(scraped.value("rtftp_place_answers_total{answer=\"found\",place=\"disk\"}"))
                .isEqualTo(7);
        assertThat(scraped.value("rtftp_place_answers_total{answer=\"not_here\",place=\"disk\"}"))
                .isEqualTo(5);
        assertThat(scraped.value("rtftp_place_answers_total{answer=\"refused\",place=\"disk\"}"))
                .isEqualTo(1);
        assertThat(scraped.value("rtftp_place_answers_total{answer=\"failed\",place=\"disk\"}"))
                .isEqualTo(2);
    }

    private Scraped scrape() {
        return Scraped.from(meter);
    }
}
