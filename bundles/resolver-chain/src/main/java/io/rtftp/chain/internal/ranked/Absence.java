package io.rtftp.chain.internal.ranked;

/** The gap a place left behind. Requests that come to it wait until the place returns or the gap is closed. */
record Absence(String name, int ranking, long serviceId) implements Slot {

    static Absence of(Place gone) {
        return new Absence(gone.name(), gone.ranking(), gone.serviceId());
    }
}
