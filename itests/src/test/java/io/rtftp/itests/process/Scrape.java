package io.rtftp.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server said on {@code /metrics}, read as strictly as Prometheus does (text format 0.0.4): every series has HELP and TYPE before it
 * and its kind's name, no series stands twice, histograms add up.
 */
final class Scrape {

    private static final Pattern COMMENT =
            Pattern.compile("# (?:HELP ([a-z_]+) \\S.*|TYPE ([a-z_]+) (counter|gauge|histogram))");
    private static final Pattern SERIES = Pattern.compile(
            "([a-z_]+)((?:\\{[a-z_]+=\"[^\"\\\\\n]*\"(?:,[a-z_]+=\"[^\"\\\\\n]*\")*})?) (-?[0-9.E+-]+|NaN|\\+Inf)");

    private final Map<String, String> types = new TreeMap<>();
    private final Map<String, Double> values = new TreeMap<>();

    Scrape(String text) {
        assertThat(text).endsWith("\n");
        text.lines().forEach(this::read);
        histograms().forEach(this::check);
    }

    /** The value of a series; fails where it is not there. */
    double value(String series) {
        assertThat(values).containsKey(series);
        return values.getOrDefault(series, Double.NaN);
    }

    /** The names of all metrics. */
    Set<String> names() {
        return types.keySet();
    }

    /** The counts that are smaller than they were, or gone. */
    List<String> countersBelow(Scrape before) {
        return before.values.keySet().stream()
                .filter(series -> isCount(series.replaceFirst("\\{.*", "")))
                .filter(series -> values.getOrDefault(series, -1.0) < before.value(series))
                .toList();
    }

    private boolean isCount(String name) {
        return name.endsWith("_total") || name.endsWith("_bucket") || name.endsWith("_count") || name.endsWith("_sum");
    }

    private void read(String line) {
        if (line.startsWith("#")) {
            Matcher comment = COMMENT.matcher(line);
            assertThat(comment.matches()).as(line).isTrue();
            if (comment.group(2) != null) {
                assertThat(types.put(comment.group(2), comment.group(3)))
                        .as("told before: " + line)
                        .isNull();
            }
            return;
        }
        Matcher series = SERIES.matcher(line);
        assertThat(series.matches()).as(line).isTrue();
        String family = series.group(1);
        if (!types.containsKey(family)) {
            family = family.replaceFirst("_(bucket|count|sum)$", "");
            assertThat(types).as(line).containsEntry(family, "histogram");
        }
        assertThat(family.endsWith("_total")).as(line).isEqualTo("counter".equals(types.get(family)));
        double value = Double.parseDouble(series.group(3));
        assertThat(values.put(series.group(1) + series.group(2), value))
                .as("told before: " + line)
                .isNull();
    }

    private List<String> histograms() {
        return types.entrySet().stream()
                .filter(type -> type.getValue().equals("histogram"))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Buckets grow up to the last, which has all. */
    private void check(String histogram) {
        values.forEach((series, count) -> {
            if (series.startsWith(histogram + "_count")) {
                String labels =
                        series.substring((histogram + "_count").length()).replaceFirst("}$", "");
                String bucket = histogram + "_bucket" + (labels.isEmpty() ? "{le=" : labels + ",le=");
                List<Double> counts = values.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(bucket))
                        .sorted(Comparator.comparingDouble(entry -> bound(entry.getKey())))
                        .map(Map.Entry::getValue)
                        .toList();
                assertThat(counts).as(series).isSorted().endsWith(count);
            }
        });
    }

    private static double bound(String bucket) {
        String bound = bucket.replaceFirst(".*le=\"", "").replaceFirst("\"}$", "");
        return bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
    }
}
