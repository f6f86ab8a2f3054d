package io.rtftp.chain.internal.ranked;

import io.rtftp.api.file.ResolverChain.ResolverView;
import io.rtftp.api.file.ResolverChain.Verdict;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often a place said what. Thread-safe. */
final class Tally {

    private final Map<Verdict, LongAdder> counts = new EnumMap<>(Verdict.class);

    Tally() {
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict, new LongAdder());
        }
    }

    void count(Verdict verdict) {
        adder(verdict).increment();
    }

    /** What was counted, as the place at {@code slot}. */
    ResolverView view(Slot slot) {
        return new ResolverView(
                slot.name(),
                slot.ranking(),
                adder(Verdict.FOUND).sum(),
                adder(Verdict.NOT_HERE).sum(),
                adder(Verdict.REFUSED).sum(),
                adder(Verdict.FAILED).sum());
    }

    private LongAdder adder(Verdict verdict) {
        return counts.getOrDefault(verdict, new LongAdder());
    }
}
