package io.rtftp.metrics.internal.meter;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import io.rtftp.api.file.ResolverChain.ResolverView;
import io.rtftp.api.transfer.TransferListener;
import io.rtftp.api.transfer.TransferView;
import io.rtftp.api.transfer.TransferView.State;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Transfers: each is counted when it ends, and what it has sent so far also whenever somebody asks. Thread-safe.
 */
public final class TransferMeter implements TransferListener, MultiCollector {

    /** From a probe that is answered from memory to an image over a slow link. */
    private static final double[] DURATIONS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900
    };

    /** From a local file to a disk that is attached by an appliance that must be booted first, without KVM. */
    private static final double[] FIRST_BLOCKS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60
    };

    private final Counter requests = Counter.builder()
            .name("rtftp_requests_total")
            .help("Read requests that were answered, by how they ended and by the place that has the file")
            .labelNames("result", "place")
            .withoutExemplars()
            .build();
    private final Counter sentBytes = Counter.builder()
            .name("rtftp_sent_bytes_total")
            .help("Bytes of files that clients have acknowledged")
            .labelNames("place")
            .withoutExemplars()
            .build();
    private final Counter resentBlocks = Counter.builder()
            .name("rtftp_resent_blocks_total")
            .help("DATA packets that were sent more than once")
            .withoutExemplars()
            .build();
    private final Counter timeouts = Counter.builder()
            .name("rtftp_client_timeouts_total")
            .help("How often a client was silent for longer than it should")
            .withoutExemplars()
            .build();
    private final Gauge running = Gauge.builder()
            .name("rtftp_transfers_running")
            .help("Transfers running now, by the stage they are in")
            .labelNames("state")
            .withoutExemplars()
            .build();
    private final Histogram durations = Histogram.builder()
            .name("rtftp_transfer_duration_seconds")
            .unit(Unit.SECONDS)
            .help("From the request to the end, by how it ended and by the place that has the file")
            .labelNames("result", "place")
            .classicOnly()
            .classicUpperBounds(DURATIONS)
            .withoutExemplars()
            .build();
    private final Histogram firstBlocks = Histogram.builder()
            .name("rtftp_time_to_first_block_seconds")
            .unit(Unit.SECONDS)
            .help("From the request to the first DATA packet, of transfers that have ended, by place")
            .labelNames("place")
            .classicOnly()
            .classicUpperBounds(FIRST_BLOCKS)
            .withoutExemplars()
            .build();

    private final Sources sources;
    private final Ledger ledger = new Ledger();

    /** Nothing counted yet. */
    public TransferMeter(Sources sources) {
        this.sources = sources;
        Stream.of(State.values())
                .filter(state -> !state.isFinal())
                .forEach(state -> running.labelValues(Words.of(state)));
        requests.labelValues(Words.of(State.NOT_FOUND), Words.NO_PLACE);
        durations.labelValues(Words.of(State.NOT_FOUND), Words.NO_PLACE);
    }

    @Override
    public boolean hearsEndsOnly() {
        return true;
    }

    @Override
    public void transferChanged(TransferView transfer) {
        if (!transfer.state().isFinal()) {
            return;
        }
        String result = Words.of(transfer.state());
        String place = Words.place(transfer.place());
        synchronized (ledger) {
            add(place, ledger.onEnded(transfer));
        }
        requests.labelValues(result, place).inc();
        durations.labelValues(result, place).observe(seconds(transfer.elapsed()));
        Duration toFirstBlock = transfer.progress().toFirstBlock();
        if (!toFirstBlock.isZero()) {
            firstBlocks.labelValues(place).observe(seconds(toFirstBlock));
        }
    }

    @Override
    public MetricSnapshots collect() {
        synchronized (ledger) {
            // A transfer leaves the registry before its end is told: so none is looked at after it was counted for
            // good.
            List<TransferView> now =
                    sources.transfers().map(transfers -> transfers.running()).orElse(List.of());
            now.forEach(transfer -> add(Words.place(transfer.place()), ledger.onRunning(transfer)));
            ledger.onLookedAtAll(now);
            Stream.of(State.values())
                    .filter(state -> !state.isFinal())
                    .forEach(state -> running.labelValues(Words.of(state)).set((double)
                            now.stream().filter(one -> one.state() == state).count()));
        }
        sources.chain().ifPresent(chain -> chain.resolvers().forEach(this::begin));
        return MetricSnapshots.of(
                requests.collect(),
                sentBytes.collect(),
                resentBlocks.collect(),
                timeouts.collect(),
                running.collect(),
                durations.collect(),
                firstBlocks.collect());
    }

    /** A place's numbers are there before it has given anything: a rate can't be told of what begins at 1. */
    private void begin(ResolverView place) {
        requests.labelValues(Words.of(State.COMPLETED), place.name());
        requests.labelValues(Words.of(State.FAILED), place.name());
        durations.labelValues(Words.of(State.COMPLETED), place.name());
        sentBytes.labelValues(place.name());
        firstBlocks.labelValues(place.name());
    }

    private void add(String place, Ledger.Growth growth) {
        if (growth.bytes() > 0) {
            sentBytes.labelValues(place).inc(growth.bytes());
        }
        resentBlocks.inc(growth.resentBlocks());
        timeouts.inc(growth.timeouts());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
