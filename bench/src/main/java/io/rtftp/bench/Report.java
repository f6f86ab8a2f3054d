package io.rtftp.bench;

import io.rtftp.bench.Contender.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The tables of a run, as Markdown. */
final class Report {

    private final List<Contender> contenders;
    private final Map<Lane, Map<Contender, List<Measured>>> rounds = new LinkedHashMap<>();

    Report(List<Contender> contenders) {
        this.contenders = List.copyOf(contenders);
    }

    void add(Lane lane, Contender contender, Measured measured) {
        rounds.computeIfAbsent(lane, unseen -> new LinkedHashMap<>())
                .computeIfAbsent(contender, unseen -> new ArrayList<>())
                .add(measured);
    }

    String markdown() {
        return speed() + "\n"
                + table(
                        "server CPU seconds per GiB (in all, where no bytes go)",
                        "%.2f",
                        (lane, contender) -> median(lane, contender, Measured::cpuSecondsPerGibibyte))
                + "\n"
                + table(
                        "server memory at its peak, MiB",
                        "%.0f",
                        (lane, contender) -> median(lane, contender, measured -> measured.peakBytes() / 1048576.0))
                + "\n" + table("downloads that failed, over all rounds", "%.0f", this::failed);
    }

    private String speed() {
        StringBuilder text = new StringBuilder("| lane | " + names() + " | of best peer | of limit | noise |\n");
        text.append("|---|").append("---:|".repeat(contenders.size() + 3)).append('\n');
        for (Lane lane : rounds.keySet()) {
            double ours = of(lane, Role.OURS).orElse(0);
            text.append("| ")
                    .append(lane.name())
                    .append(" (")
                    .append(lane.unit().text)
                    .append(") |")
                    .append(cells(lane, "%,.0f", (l, c) -> median(l, c, Measured::figure)))
                    .append(ratio(ours, of(lane, Role.PEER)))
                    .append(ratio(ours, of(lane, Role.LIMIT)))
                    .append(noise(ours, of(lane, Role.NOISE)));
        }
        return text.toString();
    }

    private String table(String title, String format, BiFunction<Lane, Contender, OptionalDouble> figure) {
        StringBuilder text = new StringBuilder("| " + title + " | " + names() + " |\n");
        text.append("|---|").append("---:|".repeat(contenders.size())).append('\n');
        for (Lane lane : rounds.keySet()) {
            text.append("| ")
                    .append(lane.name())
                    .append(" |")
                    .append(cells(lane, format, figure))
                    .append('\n');
        }
        return text.toString();
    }

    private String names() {
        return contenders.stream().map(Contender::name).collect(Collectors.joining(" | "));
    }

    private String cells(Lane lane, String format, BiFunction<Lane, Contender, OptionalDouble> figure) {
        return contenders.stream()
                .map(contender -> " " + text(format, figure.apply(lane, contender)) + " |")
                .collect(Collectors.joining());
    }

    private OptionalDouble median(Lane lane, Contender contender, ToDoubleFunction<Measured> figure) {
        List<Measured> measured = of(lane, contender);
        return measured.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Measured.median(measured, figure));
    }

    private OptionalDouble failed(Lane lane, Contender contender) {
        List<Measured> measured = of(lane, contender);
        return measured.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(measured.stream().mapToInt(Measured::failed).sum());
    }

    private List<Measured> of(Lane lane, Contender contender) {
        return rounds.getOrDefault(lane, Map.of()).getOrDefault(contender, List.of());
    }

    /** The best of a role; a server that lost downloads is out of the race. */
    private OptionalDouble of(Lane lane, Role role) {
        return contenders.stream()
                .filter(contender ->
                        contender.role() == role && failed(lane, contender).orElse(1) == 0)
                .mapToDouble(
                        contender -> median(lane, contender, Measured::figure).orElse(0))
                .max();
    }

    private static String ratio(double ours, OptionalDouble other) {
        return " " + text("%.2f", other.isPresent() ? OptionalDouble.of(ours / other.getAsDouble()) : other) + " |";
    }

    private static String noise(double ours, OptionalDouble again) {
        return " "
                + (again.isEmpty()
                        ? "–"
                        : text("±%.0f %%", OptionalDouble.of(Math.abs(1 - ours / again.getAsDouble()) * 100)))
                + " |\n";
    }

    private static String text(String format, OptionalDouble figure) {
        return figure.isEmpty() || Double.isNaN(figure.getAsDouble())
                ? "–"
                : String.format(Locale.ROOT, format, figure.getAsDouble());
    }
}
