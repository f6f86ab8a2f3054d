package io.rtftp.conformance;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tables of verdicts, in Markdown.
 *
 * @param servers the names of the servers, one a column
 * @param verdicts what came of each case, by server, in the same order
 */
public record Report(List<String> servers, List<Map<Case, Verdict>> verdicts) {

    private static final String NOTE = "* ";
    private static final String NOT_RUN = cell(Verdict.Kind.NOT_RUN);

    /** Copies the lists. */
    public Report {
        servers = List.copyOf(servers);
        verdicts = List.copyOf(verdicts);
        if (servers.size() != verdicts.size()) {
            throw new IllegalArgumentException(servers.size() + " servers, " + verdicts.size() + " runs");
        }
    }

    /** A table for each chapter; what was seen instead stands below it. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Chapter chapter : Chapter.values()) {
            text.append("### ")
                    .append(chapter.title())
                    .append("\n\n")
                    .append(table(chapter))
                    .append('\n');
            String notes = notes(chapter);
            text.append(notes).append(notes.isEmpty() ? "" : "\n");
        }
        return text.toString();
    }

    /**
     * What the tables of a page must say to say the same as this report, of one server: the rows of this one, but for cases that whoever
     * runs them has not the right or the means to run; these as the page has them.
     */
    public List<String> rowsExpectedOn(String page) {
        Set<String> said = Set.copyOf(rows(page));
        return rows(text()).stream()
                .map(row -> row.endsWith(NOT_RUN) ? asSaid(row, said) : row)
                .toList();
    }

    private static String asSaid(String notRun, Set<String> said) {
        String rule = notRun.substring(0, notRun.length() - NOT_RUN.length());
        return Stream.of(Verdict.Kind.values())
                .map(kind -> rule + cell(kind))
                .filter(said::contains)
                .findFirst()
                .orElse(notRun);
    }

    /** The headings and rows of tables, without what stands between and below them. */
    public static List<String> rows(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith(NOTE))
                .toList();
    }

    private String table(Chapter chapter) {
        StringBuilder table = new StringBuilder("| | what is to be seen |");
        servers.forEach(server -> table.append(' ').append(server).append(" |"));
        table.append("\n|---|---|").append("---|".repeat(servers.size())).append('\n');
        String subject = "";
        for (Case each : chapter.cases()) {
            table.append("| ").append(each.subject().equals(subject) ? "" : each.subject());
            table.append(" | ").append(each.rule()).append(" |");
            subject = each.subject();
            for (Map<Case, Verdict> run : verdicts) {
                table.append(cell(verdict(run, each).kind()));
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static String cell(Verdict.Kind kind) {
        return " " + kind.word() + " |";
    }

    private String notes(Chapter chapter) {
        StringBuilder notes = new StringBuilder();
        for (int i = 0; i < servers.size(); i++) {
            for (Case each : chapter.cases()) {
                Verdict verdict = verdict(verdicts.get(i), each);
                if (verdict.kind() == Verdict.Kind.BROKEN || verdict.kind() == Verdict.Kind.NOT_RUN) {
                    notes.append(NOTE)
                            .append(servers.get(i))
                            .append(", ")
                            .append(each.subject())
                            .append(", ");
                    notes.append(each.rule())
                            .append(": ")
                            .append(verdict.detail())
                            .append('\n');
                }
            }
        }
        return notes.toString();
    }

    private static Verdict verdict(Map<Case, Verdict> run, Case each) {
        return run.getOrDefault(each, new Verdict(Verdict.Kind.NOT_RUN, "not asked for"));
    }
}
