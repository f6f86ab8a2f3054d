package io.rtftp.chain.internal.ranked;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who is in the chain at one moment; replaced as a whole. Of several services with one name only the oldest is asked: the others stand
 * by and the next oldest takes over when it goes.
 *
 * @param registered every service, also those that stand by
 * @param absences the gaps, at most one of a name, none of a name that is there
 * @param settled whether it is complete enough to answer by: false for a short while after the start
 * @param slots the places and gaps in the order they are asked
 */
record Roster(List<Place> registered, List<Absence> absences, boolean settled, List<Slot> slots) {

    /** Nobody yet. */
    static final Roster EMPTY = new Roster(List.of(), List.of(), false, List.of());

    private static Roster of(List<Place> registered, List<Absence> absences, boolean settled) {
        Map<String, Slot> named = new HashMap<>();
        List<Place> oldestFirst = registered.stream()
                .sorted(Comparator.comparingLong(Place::serviceId))
                .toList();
        oldestFirst.forEach(place -> named.putIfAbsent(place.name(), place));
        List<Absence> gaps =
                absences.stream().filter(gap -> !named.containsKey(gap.name())).toList();
        gaps.forEach(gap -> named.put(gap.name(), gap));
        return new Roster(
                registered,
                gaps,
                settled,
                named.values().stream().sorted(Slot.ORDER).toList());
    }

    /** With this place, which replaces one of the same service. */
    Roster with(Place place) {
        List<Place> all = new ArrayList<>(without(registered, is(place.serviceId())));
        all.add(place);
        return of(all, absences, settled);
    }

    /** Without this service; where it was asked and nobody takes over, it leaves a gap. */
    Roster without(Place place) {
        List<Absence> gaps = new ArrayList<>(absences);
        if (isAsked(place)) {
            gaps.add(Absence.of(place));
        }
        return of(without(registered, is(place.serviceId())), gaps, settled);
    }

    /** Without this gap. */
    Roster closed(Absence gap) {
        return of(registered, without(absences, gap::equals), settled);
    }

    /** Complete from now on. */
    Roster asSettled() {
        return new Roster(registered, absences, true, slots);
    }

    /** The service with this id. */
    Optional<Place> service(long serviceId) {
        return registered.stream().filter(is(serviceId)).findFirst();
    }

    /** The places in the order they are asked. */
    List<Place> places() {
        return slots.stream()
                .filter(Place.class::isInstance)
                .map(Place.class::cast)
                .toList();
    }

    /** Whether this very service, not another of its name, is the one that is asked. */
    boolean isAsked(Place place) {
        for (Slot slot : slots) { // for each place of each request
            if (slot instanceof Place asked && asked.serviceId() == place.serviceId()) {
                return true;
            }
        }
        return false;
    }

    private static Predicate<Place> is(long serviceId) {
        return place -> place.serviceId() == serviceId;
    }

    private static <T> List<T> without(List<T> list, Predicate<T> gone) {
        return list.stream().filter(gone.negate()).toList();
    }
}
