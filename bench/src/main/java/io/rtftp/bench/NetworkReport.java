package io.rtftp.bench;

import io.rtftp.testkit.tftp.Crowd.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of {@link Networks}, as Markdown. */
final class NetworkReport {

    private static final double SECOND_NANOS = 1e9;

    private final List<String> servers;
    private final Map<Row, Map<String, List<Outcome>>> rows = new LinkedHashMap<>();

    NetworkReport(List<Contender> servers) {
        this.servers = servers.stream().map(Contender::name).toList();
    }

    private record Row(Network network, int window) {}

    void add(Network network, int window, Contender server, List<Outcome> outcomes) {
        rows.computeIfAbsent(new Row(network, window), unseen -> new LinkedHashMap<>())
                .put(server.name(), List.copyOf(outcomes));
    }

    /** Whether every download from the first server arrived; a network may make it fail, but none may make another file of it. */
    boolean isAsPromised() {
        return rows.entrySet().stream()
                .allMatch(row -> row.getValue().getOrDefault(servers.get(0), List.of()).stream()
                        .allMatch(outcome -> isAsPromised(row.getKey().network(), outcome)));
    }

    private static boolean isAsPromised(Network network, Outcome outcome) {
        return outcome.failure().isEmpty() || (network.mayFail() && !outcome.wrongContent());
    }

    String markdown() {
        StringBuilder text = new StringBuilder("| network | window |");
        servers.forEach(server -> text.append(" ").append(server).append(" | failed |"));
        text.append('\n').append("|---|---:|").append("---:|".repeat(2 * servers.size()));
        rows.forEach((row, outcomes) -> {
            text.append("\n| ")
                    .append(row.network().name())
                    .append(" | ")
                    .append(row.window())
                    .append(" |");
            for (String server : servers) {
                text.append(cells(outcomes.get(server)));
            }
        });
        return text + "\n" + messages();
    }

    private static String cells(@Nullable List<Outcome> outcomes) {
        if (outcomes == null) {
            return " – | – |";
        }
        double[] seconds = outcomes.stream()
                .filter(outcome -> outcome.failure().isEmpty())
                .mapToDouble(outcome -> outcome.took().toNanos() / SECOND_NANOS)
                .sorted()
                .toArray();
        int failed = outcomes.size() - seconds.length;
        OptionalDouble median =
                seconds.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds[seconds.length / 2]);
        return median.isEmpty()
                ? " – | " + failed + " |"
                : String.format(
                        Locale.ROOT,
                        " %.2f s (%.2f) | %d |",
                        median.getAsDouble(),
                        seconds[seconds.length - 1],
                        failed);
    }

    /** What clients were told when downloads failed, and how often. */
    private String messages() {
        StringBuilder text = new StringBuilder();
        rows.forEach((row, outcomes) -> outcomes.forEach((server, ended) -> failures(ended)
                .forEach((message, times) -> text.append("\n* ")
                        .append(row.network().name())
                        .append(", window ")
                        .append(row.window())
                        .append(", ")
                        .append(server)
                        .append(": ")
                        .append(times)
                        .append(" × ")
                        .append(message))));
        return text.toString();
    }

    private static Map<String, Long> failures(@Nullable List<Outcome> outcomes) {
        return outcomes == null
                ? Map.of()
                : outcomes.stream()
                        .map(Outcome::failure)
                        .flatMap(Optional::stream)
                        .map(message -> message.replaceAll("\\d+", "N"))
                        .collect(Collectors.groupingBy(message -> message, TreeMap::new, Collectors.counting()));
    }
}
