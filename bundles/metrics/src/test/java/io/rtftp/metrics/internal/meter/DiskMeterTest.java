package io.rtftp.metrics.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rtftp.api.disk.ApplianceView;
import io.rtftp.api.disk.DiskAttach;
import io.rtftp.api.disk.DiskView;
import io.rtftp.api.disk.SpoolView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiskMeterTest {

    private final FakeSources server = new FakeSources();
    private final DiskMeter meter = new DiskMeter(server);

    @Test
    void disksAndAppliancesAreCountedByState() {
        server.disks = List.of(
                Given.disk("lab7", DiskView.State.READY, 0),
                Given.disk("lab8", DiskView.State.READY, 0),
                Given.disk("lab9", DiskView.State.BROKEN, 0));
        server.appliances = List.of(
                new ApplianceView(1, ApplianceView.State.IN_USE, 1, 500, Duration.ZERO, "lab7"),
                new ApplianceView(2, ApplianceView.State.WARM, 2, 400, Duration.ZERO, ""));

        Scraped scraped = scrape();

        assertThat(scraped.value("rtftp_disks{state=\"ready\"}")).isEqualTo(2);
        assertThat(scraped.value("rtftp_disks{state=\"broken\"}")).isEqualTo(1);
        assertThat(scraped.value("rtftp_disks{state=\"invalid\"}")).isZero();
        assertThat(scraped.value("rtftp_disk_open_files")).isEqualTo(6);
        assertThat(scraped.value("rtftp_disk_requests_waiting")).isEqualTo(3);
        assertThat(scraped.value("rtftp_appliances{state=\"in_use\"}")).isEqualTo(1);
        assertThat(scraped.value("rtftp_appliances{state=\"warm\"}")).isEqualTo(1);
        assertThat(scraped.value("rtftp_appliances{state=\"launching\"}")).isZero();
        assertThat(scraped.value("rtftp_appliances_resident_memory_bytes")).isEqualTo(900);
    }

    @Test
    void theSpoolIsToldWithItsLimit() {
        server.spool = new SpoolView(1_000, 1L << 30, 0);
        assertThat(scrape().value("rtftp_spool_bytes")).isEqualTo(1_000);
        assertThat(scrape().value("rtftp_spool_limit_bytes")).isEqualTo(1L << 30);
    }

    @Test
    void attachingIsMeasuredInSecondsByResult() {
        meter.attachEnded(new DiskAttach("lab7", true, Duration.ofMillis(1_400), Duration.ofMillis(200)));
        meter.attachEnded(new DiskAttach("lab8", false, Duration.ofSeconds(12), Duration.ofSeconds(12)));

        Scraped scraped = scrape();

        assertThat(scraped.value("rtftp_disk_attach_duration_seconds_sum{result=\"succeeded\"}"))
                .isCloseTo(1.4, within(1e-9));
        assertThat(scraped.value("rtftp_disk_attach_duration_seconds_bucket{result=\"succeeded\",le=\"1.0\"}"))
                .isZero();
        assertThat(scraped.value("rtftp_disk_attach_duration_seconds_bucket{result=\"succeeded\",le=\"1.5\"}"))
                .isEqualTo(1);
        assertThat(scraped.value("rtftp_disk_attach_duration_seconds_count{result=\"failed\"}"))
                .isEqualTo(1);
        assertThat(scraped.value("rtftp_disk_appliance_wait_seconds_sum{result=\"succeeded\"}"))
                .isCloseTo(0.2, within(1e-9));
    }

    @Test
    void whatWasReadGoesOnWhereAnotherBundleCountsFromZero() {
        server.spool = new SpoolView(0, 0, 110);
        assertThat(scrape().value("rtftp_disk_read_bytes_total")).isEqualTo(110);
        server.spool = new SpoolView(0, 0, 160);
        FakeSources next = new FakeSources();
        next.spool = new SpoolView(0, 0, 200);
        server.replacement = Optional.of(next);
        assertThat(scrape().value("rtftp_disk_read_bytes_total"))
                .as("also what the old one read after the last look")
                .isEqualTo(360);
        assertThat(scrape().value("rtftp_disk_read_bytes_total")).isEqualTo(360);
    }

    @Test
    void withoutDisksThereAreZeros() {
        server.absent = true;
        Scraped scraped = scrape();
        assertThat(scraped.value("rtftp_disks{state=\"ready\"}")).isZero();
        assertThat(scraped.value("rtftp_spool_bytes")).isZero();
        assertThat(scraped.value("rtftp_disk_attach_duration_seconds_count{result=\"succeeded\"}"))
                .isZero();
    }

    private Scraped scrape() {
        return Scraped.from(meter);
    }
}
