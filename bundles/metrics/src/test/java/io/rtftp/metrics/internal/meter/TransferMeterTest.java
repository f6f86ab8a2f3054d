package io.rtftp.metrics.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rtftp.api.file.ResolverChain.ResolverView;
import io.rtftp.api.transfer.TransferView;
import io.rtftp.api.transfer.TransferView.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransferMeterTest {

    private static final String BYTES = "rtftp_sent_bytes_total{place=\"disk\"}";

    private final FakeSources server = new FakeSources();
    private final TransferMeter meter = new TransferMeter(server);

    @Test
    void anEndIsCountedByResultAndPlace() {
        end(Given.transfer(1, State.COMPLETED, "disk", 8_000));
        end(Given.transfer(2, State.COMPLETED, "disk", 8_000));
        end(Given.transfer(3, State.NOT_FOUND, "", 0));
        end(Given.transfer(4, State.FAILED, "disk", 0));

        Scraped scraped = scrape();

        assertThat(scraped.value("rtftp_requests_total{place=\"disk\",result=\"completed\"}"))
                .isEqualTo(2);
        assertThat(scraped.value("rtftp_requests_total{place=\"none\",result=\"not_found\"}"))
                .isEqualTo(1);
        assertThat(scraped.value("rtftp_requests_total{place=\"disk\",result=\"failed\"}"))
                .isEqualTo(1);
        assertThat(scraped.value(BYTES)).isEqualTo(16_000);
        assertThat(scraped.value("rtftp_resent_blocks_total")).isEqualTo(16);
    }

    @Test
    void durationsAreInSecondsAndTheFirstBlockOnlyOfWhatHadOne() {
        end(Given.transfer(1, State.COMPLETED, "disk", 8_000));
        end(Given.transfer(2, State.NOT_FOUND, "", 0));

        Scraped scraped = scrape();

        String completed = "{place=\"disk\",result=\"completed\"}";
        assertThat(scraped.value("rtftp_transfer_duration_seconds_sum" + completed))
                .isCloseTo(0.25, within(1e-9));
        assertThat(scraped.value(
                        "rtftp_transfer_duration_seconds_bucket{place=\"disk\",result=\"completed\",le=\"0.1\"}"))
                .isZero();
        assertThat(scraped.value(
                        "rtftp_transfer_duration_seconds_bucket{place=\"disk\",result=\"completed\",le=\"0.25\"}"))
                .isEqualTo(1);
        assertThat(scraped.value("rtftp_time_to_first_block_seconds_sum{place=\"disk\"}"))
                .isCloseTo(0.003, within(1e-9));
        assertThat(scraped.value("rtftp_time_to_first_block_seconds_count{place=\"none\"}"))
                .isNaN();
    }

    @Test
    void aLongTransferIsCountedWhileItRunsAndNothingTwice() {
        server.running.add(Given.transfer(1, State.SENDING, "disk", 10_000));
        assertThat(scrape().value(BYTES)).isEqualTo(10_000);
        assertThat(scrape().value(BYTES)).isEqualTo(10_000);

        server.running.set(0, Given.transfer(1, State.SENDING, "disk", 30_000));
        assertThat(scrape().value(BYTES)).isEqualTo(30_000);

        server.running.clear();
        end(Given.transfer(1, State.COMPLETED, "disk", 32_000));
        Scraped last = scrape();
        assertThat(last.value(BYTES)).isEqualTo(32_000);
        assertThat(last.value("rtftp_resent_blocks_total")).isEqualTo(32);
        assertThat(last.value("rtftp_client_timeouts_total")).isEqualTo(3);
    }

    @Test
    void theSameNumberOfAReplacedServerIsAnotherTransfer() {
        TransferView old = Given.transfer(1, State.SENDING, "disk", 10_000);
        server.running.add(old);
        scrape();

        server.running.set(0, Given.transfer(2, State.SENDING, "disk", 500));
        assertThat(scrape().value(BYTES)).isEqualTo(10_500);
    }

    @Test
    void theStagesOfRunningTransfersAreCountedAndZeroWhereThereIsNone() {
        server.running.addAll(List.of(
                Given.transfer(1, State.SENDING, "disk", 1),
                Given.transfer(2, State.SENDING, "disk", 1),
                Given.transfer(3, State.RESOLVING, "", 0)));

        Scraped scraped = scrape();

        assertThat(scraped.value("rtftp_transfers_running{state=\"sending\"}")).isEqualTo(2);
        assertThat(scraped.value("rtftp_transfers_running{state=\"resolving\"}"))
                .isEqualTo(1);
        assertThat(scraped.value("rtftp_transfers_running{state=\"negotiating\"}"))
                .isZero();
        server.running.clear();
        assertThat(scrape().value("rtftp_transfers_running{state=\"sending\"}")).isZero();
    }

    @Test
    void aPlaceHasItsSeriesBeforeItHasGivenAnything() {
        server.places = List.of(new ResolverView("default", 100, 0, 0, 0, 0));

        Scraped scraped = scrape();

        assertThat(scraped.value("rtftp_requests_total{place=\"default\",result=\"completed\"}"))
                .isZero();
        assertThat(scraped.value("rtftp_sent_bytes_total{place=\"default\"}")).isZero();
    }

    @Test
    void withoutAServerItKeepsWhatItHas() {
        end(Given.transfer(1, State.COMPLETED, "disk", 8_000));
        server.absent = true;

        assertThat(scrape().value(BYTES)).isEqualTo(8_000);
    }

    @Test
    void noClientAddressIsTold() {
        server.running.add(Given.transfer(1, State.SENDING, "disk", 10_000));
        end(Given.transfer(2, State.COMPLETED, "disk", 8_000));

        assertThat(scrape().toString()).doesNotContain("192.0.2.5");
    }

    @Test
    void onlyEndsAreHeardOf() {
        assertThat(meter.hearsEndsOnly()).isTrue();
        meter.transferChanged(Given.transfer(1, State.SENDING, "disk", 8_000));
        assertThat(scrape().value(BYTES)).isNaN();
    }

    @Test
    void anEndThatIsNeverToldOfIsForgottenInTime() {
        Ledger ledger = new Ledger();
        ledger.onRunning(Given.transfer(1, State.SENDING, "disk", 10_000));
        for (int look = 0; look < 20; look++) {
            ledger.onLookedAtAll(List.of());
        }
        assertThat(ledger.size()).isEqualTo(1);
        ledger.onLookedAtAll(List.of());
        assertThat(ledger.size()).isZero();
    }

    private void end(TransferView last) {
        meter.transferChanged(last);
    }

    private Scraped scrape() {
        return Scraped.from(meter);
    }
}
