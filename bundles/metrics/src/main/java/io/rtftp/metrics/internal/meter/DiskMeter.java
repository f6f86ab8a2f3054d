package io.rtftp.metrics.internal.meter;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import io.rtftp.api.disk.ApplianceView;
import io.rtftp.api.disk.DiskAttach;
import io.rtftp.api.disk.DiskListener;
import io.rtftp.api.disk.DiskRegistry;
import io.rtftp.api.disk.DiskView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Disks, the appliances that read them and the spool. Attaching is measured as it happens, the rest is looked at when somebody asks. Where
 * there are no disks at all, there are no numbers of them but zeros. Thread-safe.
 */
public final class DiskMeter implements DiskListener, MultiCollector {

    /** From a warm appliance with KVM to one that must be booted without. */
    private static final double[] ATTACHES = {0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 7.5, 10, 15, 20, 30, 60, 120};

    private static final String READ = "read";

    private final Gauge disks = Gauge.builder()
            .name("rtftp_disks")
            .help("Remote disks that are described, by state")
            .labelNames("state")
            .withoutExemplars()
            .build();
    private final Gauge openFiles = gauge("rtftp_disk_open_files", "Files of disks that transfers have open");
    private final Gauge waiting = gauge("rtftp_disk_requests_waiting", "Requests that wait for a disk");
    private final Counter readBytes = Counter.builder()
            .name("rtftp_disk_read_bytes_total")
            .help("Bytes of files that were read from disks into the spool")
            .withoutExemplars()
            .build();
    private final Gauge appliances = Gauge.builder()
            .name("rtftp_appliances")
            .help("Appliances, by state")
            .labelNames("state")
            .withoutExemplars()
            .build();
    private final Gauge applianceBytes =
            gauge("rtftp_appliances_resident_memory_bytes", "Memory that the processes of all appliances hold");
    private final Gauge spoolBytes =
            gauge("rtftp_spool_bytes", "Bytes of files that the spool holds or has made room for");
    private final Gauge spoolLimit = gauge("rtftp_spool_limit_bytes", "The most that the spool is to hold");
    private final Histogram attaches = histogram(
            "rtftp_disk_attach_duration_seconds",
            "From the beginning of an attempt to attach a disk to its end, by result");
    private final Histogram waits = histogram(
            "rtftp_disk_appliance_wait_seconds", "The part of it until there was an appliance to attach the disk to");

    private final Sources sources;
    private final Growth<DiskRegistry> read =
            new Growth<>(registry -> Map.of(READ, registry.spool().fetchedBytes()));

    /** Nothing looked at yet. */
    public DiskMeter(Sources sources) {
        this.sources = sources;
        List.of("succeeded", "failed").forEach(result -> attaches.labelValues(result));
        List.of("succeeded", "failed").forEach(result -> waits.labelValues(result));
    }

    @Override
    public void attachEnded(DiskAttach attach) {
        String result = attach.succeeded() ? "succeeded" : "failed";
        attaches.labelValues(result).observe(seconds(attach.elapsed()));
        waits.labelValues(result).observe(seconds(attach.untilAppliance()));
    }

    @Override
    public synchronized MetricSnapshots collect() {
        lookAtDisks(sources.diskRegistry().map(DiskRegistry::disks).orElse(List.of()));
        lookAtAppliances(sources.diskRegistry().map(DiskRegistry::appliances).orElse(List.of()));
        sources.diskRegistry().map(DiskRegistry::spool).ifPresent(spool -> {
            spoolBytes.set((double) spool.heldBytes());
            spoolLimit.set((double) spool.limitBytes());
        });
        readBytes.inc(read.look(sources.diskRegistry()).getOrDefault(READ, 0L));
        return MetricSnapshots.of(
                disks.collect(),
                openFiles.collect(),
                waiting.collect(),
                readBytes.collect(),
                appliances.collect(),
                applianceBytes.collect(),
                spoolBytes.collect(),
                spoolLimit.collect(),
                attaches.collect(),
                waits.collect());
    }

    private void lookAtDisks(List<DiskView> now) {
        Stream.of(DiskView.State.values())
                .forEach(state -> disks.labelValues(Words.of(state)).set((double)
                        now.stream().filter(disk -> disk.state() == state).count()));
        openFiles.set(
                (double) now.stream().mapToLong(disk -> disk.use().openFiles()).sum());
        waiting.set((double)
                now.stream().mapToLong(disk -> disk.use().waitingRequests()).sum());
    }

    private void lookAtAppliances(List<ApplianceView> now) {
        Stream.of(ApplianceView.State.values())
                .forEach(state -> appliances.labelValues(Words.of(state)).set((double)
                        now.stream().filter(one -> one.state() == state).count()));
        applianceBytes.set(
                (double) now.stream().mapToLong(ApplianceView::residentBytes).sum());
    }

    private static Gauge gauge(String name, String help) {
        return Gauge.builder().name(name).help(help).withoutExemplars().build();
    }

    private static Histogram histogram(String name, String help) {
        return Histogram.builder()
                .name(name)
                .unit(Unit.SECONDS)
                .help(help)
                .labelNames("result")
                .classicOnly()
                .classicUpperBounds(ATTACHES)
                .withoutExemplars()
                .build();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
