package io.rtftp.chain.internal.ranked;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ResolverChain.Verdict;
import io.rtftp.api.file.ResolverFailedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the chain. It always goes by the roster of the moment: the next slot it has no answer of yet is asked if
 * a place stands there, and waited for if there is a gap.
 *
 * <p>Whatever happens, an answer, a changed roster, a caller that gave up, ends in {@link #proceed}, which one thread at a time works off
 * in a loop. So places that answer at once make no deep stack, and no lock is held while other people's code runs.
 */
final class Inquiry {

    private final FileRequest request;
    private final Supplier<Roster> roster;
    private final CompletableFuture<Resolution> answer = new CompletableFuture<>();
    private final AtomicInteger happened = new AtomicInteger();
    private final Runnable answered = this::proceed;

    // These two belong to the thread that is in the loop.
    private final Map<String, String> missed = new LinkedHashMap<>();
    private @Nullable Asking asking;

    Inquiry(FileRequest request, Supplier<Roster> roster) {
        this.request = request;
        this.roster = roster;
    }

    /** The answer to be; whoever completes it first ends the inquiry. */
    CompletableFuture<Resolution> answer() {
        return answer;
    }

    /** Goes on as far as is possible now. Any thread; returns at once when another one is at it, which then sees what happened. */
    void proceed() {
        if (happened.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        while (seen > 0) {
            boolean more = true;
            while (more) {
                more = step();
            }
            seen = happened.addAndGet(-seen);
        }
    }

    /** Does one thing; false when there is nothing to do until something happens. */
    private boolean step() {
        Asking current = asking;
        if (answer.isDone()) {
            asking = null;
            if (current != null) {
                current.abandon();
            }
            return false;
        }
        Roster now = roster.get();
        if (current == null) {
            return askNext(now);
        }
        boolean isThere = now.isAsked(current.place());
        Asking.Outcome outcome = current.outcome();
        if (outcome == null && isThere) {
            return false;
        }
        asking = null;
        if (outcome == null) {
            current.abandon(); // its place has left: the one that returns is asked again
        } else {
            take(current.place(), outcome, isThere);
        }
        return true;
    }

    private boolean askNext(Roster now) {
        if (!now.settled()) {
            return false;
        }
        for (Slot slot : now.slots()) {
            if (!missed.containsKey(slot.name())) {
                if (slot instanceof Place place) {
                    Asking next = new Asking(place);
                    asking = next;
                    next.ask(request, answered);
                    return true;
                }
                return false; // a gap: the roster changes when the place returns or is given up
            }
        }
        answer.complete(
                new Resolution.NotHere(missed.isEmpty() ? "no resolver is there" : String.join("; ", missed.values())));
        return false;
    }

    private void take(Place place, Asking.Outcome outcome, boolean isThere) {
        if (outcome instanceof Asking.Outcome.Answered answered) {
            if (answered.resolution() instanceof Resolution.Found found) {
                place.tally().count(Verdict.FOUND);
                deliver(new Resolution.Found(
                        found.file(), place.name())); // also from a place that has left: the file outlives it
            } else if (isThere) {
                decline(place, answered.resolution());
            }
        } else if (outcome instanceof Asking.Outcome.Failed failed && isThere) {
            place.tally().count(Verdict.FAILED);
            answer.completeExceptionally(new ResolverFailedException(place.name(), failed.cause()));
        }
        // What else a place says while it leaves may be said because it leaves, and is asked again.
    }

    private void decline(Place place, Resolution resolution) {
        if (resolution instanceof Resolution.NotHere notHere) {
            place.tally().count(Verdict.NOT_HERE);
            missed.put(place.name(), notHere.why());
        } else if (resolution instanceof Resolution.Refused refused) {
            place.tally().count(Verdict.REFUSED);
            answer.complete(new Resolution.Refused(refused.reason(), place.name()));
        }
    }

    private void deliver(Resolution.Found found) {
        if (!answer.complete(found)) {
            found.file().close(); // the caller gave up at this very moment
        }
    }
}
