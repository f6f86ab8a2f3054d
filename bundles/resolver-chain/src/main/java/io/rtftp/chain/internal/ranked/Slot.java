package io.rtftp.chain.internal.ranked;

import java.util.Comparator;

/** A position in the chain: a place that can be asked, or the gap where one was a moment ago. */
sealed interface Slot permits Place, Absence {

    /** The order in which slots are asked: the highest ranking first, of equal ones the oldest service (OSGi Core §5.2.5). */
    Comparator<Slot> ORDER = Comparator.comparingInt(Slot::ranking).reversed().thenComparingLong(Slot::serviceId);

    /** The name operators know the place by. */
    String name();

    /** Its {@code service.ranking}. */
    int ranking();

    /** Its {@code service.id}; a place that was swapped has another. */
    long serviceId();
}
