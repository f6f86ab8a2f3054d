package io.rtftp.chain.internal.ranked;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ResolverChain;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The resolvers by ranking. Those that come and go change an immutable {@link Roster}; requests under way go on by the new one.
 *
 * <p>Two graces keep a request from an answer that only the moment would give (docs/decisions/0010): a chain that just started answers
 * nobody until its places are together, and a place that left is waited for as long as {@link #RETURN_GRACE}.
 */
public final class RankedResolverChain implements ResolverChain {

    /** How long requests wait for a place that left; an update of a bundle takes a fraction of it. */
    public static final Duration RETURN_GRACE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(RankedResolverChain.class);

    private final Timer timer;
    private final Settling settling;
    private final Map<String, Tally> tallies = new ConcurrentHashMap<>(); // a place that returns counts on
    private final Set<Inquiry> open = ConcurrentHashMap.newKeySet();
    private volatile Roster roster = Roster.EMPTY;
    private volatile boolean closed;

    /**
     * A chain without resolvers.
     *
     * @param containerRuns whether every bundle of the container has been started; where not, {@link #onContainerStarted} will tell
     */
    public RankedResolverChain(Timer timer, boolean containerRuns) {
        this.timer = timer;
        this.settling = new Settling(timer, containerRuns, this::settle);
    }

    /** A resolver is there, or its properties are others now. One without a name is refused, with a line in the log. */
    public void join(FileResolver resolver, Map<String, ?> properties) {
        if (closed) {
            return;
        }
        Registration registration = new Registration(properties);
        Optional<Place> before = roster.service(registration.serviceId());
        if (!registration.isNamed()) {
            before.ifPresent(this::remove);
            return;
        }
        Place fresh = registration.place(resolver);
        Place place = fresh.counting(tallies.computeIfAbsent(fresh.name(), any -> fresh.tally()));
        Roster now = change(was -> was.with(place));
        if (!now.isAsked(place)) {
            LOG.warn(
                    "resolver {}: service {} is not asked, for an older one has that name; it takes over when that one goes",
                    place.name(),
                    place.serviceId());
        } else if (before.map(Place::ranking).orElse(Integer.MIN_VALUE) != place.ranking()) {
            LOG.info("resolver {} joined the chain at ranking {}", place.name(), place.ranking());
        }
        settling.onJoined();
    }

    /** A resolver has gone. */
    public void leave(Map<String, ?> properties) {
        if (!closed) {
            roster.service(new Registration(properties).serviceId()).ifPresent(this::remove);
        }
    }

    /** Every bundle of the container has been started. */
    public void onContainerStarted() {
        settling.onContainerStarted();
    }

    /** Nobody joins or leaves any more: requests under way go to their end with the resolvers there are. */
    public void close() {
        closed = true;
    }

    @Override
    public CompletionStage<Resolution> resolve(FileRequest request) {
        Inquiry inquiry = new Inquiry(request, () -> roster);
        open.add(inquiry);
        var unused = inquiry.answer().whenComplete((resolution, failure) -> {
            open.remove(inquiry);
            inquiry.proceed(); // who cancels it has nothing asked any more
        });
        inquiry.proceed();
        return inquiry.answer();
    }

    @Override
    public CompletionStage<List<Answer>> explain(FileRequest request) {
        return Explanation.of(request, roster.places());
    }

    @Override
    public CompletionStage<List<PlacedFile>> list(InetAddress client, String directory) {
        return Listing.of(client, directory, roster.places());
    }

    @Override
    public List<ResolverView> resolvers() {
        return roster.places().stream().map(place -> place.tally().view(place)).toList();
    }

    private void remove(Place place) {
        Roster now = change(was -> was.without(place));
        Absence gap = Absence.of(place);
        if (now.absences().contains(gap)) {
            LOG.info(
                    "resolver {} left the chain; requests wait {} s for its return",
                    gap.name(),
                    RETURN_GRACE.toSeconds());
            timer.after(RETURN_GRACE.toNanos(), () -> giveUp(gap));
        }
    }

    private void giveUp(Absence gap) {
        if (roster.absences().contains(gap)) {
            change(was -> was.closed(gap));
            LOG.info("resolver {} did not return; the chain goes on without it", gap.name());
        }
    }

    private void settle() {
        Roster now = change(Roster::asSettled);
        LOG.info(
                "the chain answers: {}",
                now.places().stream()
                        .map(place -> place.name() + " at " + place.ranking())
                        .collect(Collectors.joining(
                                ", ", "", now.places().isEmpty() ? "no resolver is there yet" : "")));
    }

    private Roster change(UnaryOperator<Roster> how) {
        Roster now;
        synchronized (this) {
            now = how.apply(roster);
            roster = now;
        }
        open.forEach(Inquiry::proceed);
        return now;
    }
}
