package io.rtftp.metrics.internal.meter;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.rtftp.api.file.ResolverChain;
import io.rtftp.api.file.ResolverChain.ResolverView;
import io.rtftp.api.server.ServerCounts;
import io.rtftp.api.server.ServerView;
import io.rtftp.api.server.TftpServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The server as a whole, what it has refused, and what its places said. Looked at when somebody asks. Thread-safe. */
public final class ServerMeter implements MultiCollector {

    private static final List<String> REASONS = List.of("malformed", "write", "over_limit");
    private static final String IGNORED = "ignored";
    private static final String MISSED = "missed";
    private static final String SEPARATOR = "\n"; // in no name

    private final Info build = Info.builder()
            .name("rtftp_build_info")
            .help("The version that runs")
            .labelNames("version")
            .build();
    private final Gauge ready = Gauge.builder()
            .name("rtftp_ready")
            .help("Whether requests are answered: 1 or 0")
            .withoutExemplars()
            .build();
    private final Counter rejected = Counter.builder()
            .name("rtftp_requests_rejected_total")
            .help("Requests that no transfer was begun for, by the reason")
            .labelNames("reason")
            .withoutExemplars()
            .build();
    private final Counter ignored = Counter.builder()
            .name("rtftp_datagrams_ignored_total")
            .help("Datagrams that were no request and belonged to no transfer, or came from a sender that is not heard")
            .withoutExemplars()
            .build();
    private final Counter missed = Counter.builder()
            .name("rtftp_events_missed_total")
            .help("Ends of transfers and log lines that were dropped, so that other metrics are short of them")
            .withoutExemplars()
            .build();
    private final Counter answers = Counter.builder()
            .name("rtftp_place_answers_total")
            .help("What each place said when the chain asked it for a file")
            .labelNames("place", "answer")
            .withoutExemplars()
            .build();

    private final Sources sources;
    private final Growth<TftpServer> refusals = new Growth<>(ServerMeter::refusals);
    private final Growth<ResolverChain> said = new Growth<>(ServerMeter::said);

    /**
     * Nothing looked at yet.
     *
     * @param version the server's
     */
    public ServerMeter(Sources sources, String version) {
        this.sources = sources;
        build.setLabelValues(version);
        REASONS.forEach(reason -> rejected.labelValues(reason));
    }

    @Override
    public synchronized MetricSnapshots collect() {
        boolean isReady =
                sources.server().map(TftpServer::view).map(ServerView::state).orElse(ServerView.State.STARTING)
                        == ServerView.State.READY;
        ready.set(isReady ? 1 : 0);
        Map<String, Long> refused = refusals.look(sources.server());
        REASONS.forEach(reason -> rejected.labelValues(reason).inc(refused.getOrDefault(reason, 0L)));
        ignored.inc(refused.getOrDefault(IGNORED, 0L));
        missed.inc(refused.getOrDefault(MISSED, 0L));
        said.look(sources.chain())
                .forEach((placeAndAnswer, count) ->
                        answers.labelValues(placeAndAnswer.split(SEPARATOR, 2)).inc(count));
        return MetricSnapshots.of(
                build.collect(),
                ready.collect(),
                rejected.collect(),
                ignored.collect(),
                missed.collect(),
                answers.collect());
    }

    private static Map<String, Long> refusals(TftpServer server) {
        ServerCounts counts = server.counts();
        return Map.of(
                REASONS.get(0),
                counts.malformed(),
                REASONS.get(1),
                counts.writes(),
                REASONS.get(2),
                counts.overLimit(),
                IGNORED,
                counts.ignored(),
                MISSED,
                counts.missedEvents());
    }

    private static Map<String, Long> said(ResolverChain chain) {
        Map<String, Long> counts = new HashMap<>();
        for (ResolverView place : chain.resolvers()) {
            counts.put(place.name() + SEPARATOR + "found", place.found());
            counts.put(place.name() + SEPARATOR + "not_here", place.notHere());
            counts.put(place.name() + SEPARATOR + "refused", place.refused());
            counts.put(place.name() + SEPARATOR + "failed", place.failed());
        }
        return counts;
    }
}
