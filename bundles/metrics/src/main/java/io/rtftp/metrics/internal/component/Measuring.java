package io.rtftp.metrics.internal.component;

import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.rtftp.api.disk.DiskListener;
import io.rtftp.api.transfer.TransferListener;
import io.rtftp.metrics.internal.http.MetricsAddress;
import io.rtftp.metrics.internal.http.Publication;
import io.rtftp.metrics.internal.meter.DiskMeter;
import io.rtftp.metrics.internal.meter.ServerMeter;
import io.rtftp.metrics.internal.meter.Sources;
import io.rtftp.metrics.internal.meter.TransferMeter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What there is while metrics are on, and no class of it is loaded before. Counts begin at zero with it. */
final class Measuring implements AutoCloseable {

    private static final long RETRY_MILLIS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(Measuring.class);

    private final TransferMeter transfers;
    private final DiskMeter disks;
    private final Publication publication;

    Measuring(Sources sources, String version) {
        transfers = new TransferMeter(sources);
        disks = new DiskMeter(sources);
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(transfers);
        registry.register(disks);
        registry.register(new ServerMeter(sources, version));
        ProcessMetrics.builder().register(registry);
        publication = new Publication(registry, RETRY_MILLIS, new Publication.Journal(LOG::info, LOG::warn));
    }

    TransferListener transferListener() {
        return transfers;
    }

    DiskListener diskListener() {
        return disks;
    }

    /** Publishes there from now on. */
    void publish(MetricsAddress address) {
        publication.at(address);
    }

    @Override
    public void close() {
        publication.close();
    }
}
