package io.rtftp.metrics.internal.meter;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the counts of a service have grown by since the last look. A bundle that is replaced brings another service, which counts from
 * zero: the one before is then looked at for the last time, so that nothing is missed and nothing counted twice. Not thread-safe.
 */
final class Growth<S> {

    private final Function<S, Map<String, Long>> counts;
    private Map<String, Long> last = Map.of();
    private @Nullable S source;

    /**
     * Nothing looked at yet.
     *
     * @param counts what a service counts, by a name of each
     */
    Growth(Function<S, Map<String, Long>> counts) {
        this.counts = counts;
    }

    /** Looks at the service there is now; what has not grown may be left out. */
    Map<String, Long> look(Optional<S> now) {
        Map<String, Long> growth = new HashMap<>();
        S before = source;
        S current = now.orElse(null);
        if (before != null && before != current) {
            add(before, growth);
            last = Map.of();
        }
        if (current != null) {
            add(current, growth);
        }
        source = current;
        return growth;
    }

    private void add(S from, Map<String, Long> growth) {
        Map<String, Long> all = Map.copyOf(counts.apply(from));
        all.forEach((name, count) -> growth.merge(name, count - last.getOrDefault(name, 0L), Long::sum));
        last = all;
    }
}
