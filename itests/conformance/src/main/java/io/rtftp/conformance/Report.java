package io.rtftp.conformance;

import java.util.List;
import java.util.Map;

/**
 * Tables of verdicts, in Markdown.
 *
 * @param servers the names of the servers, one a column
 * @param verdicts what came of each case, by server, in the same order
 */
public record Report(List<String> servers, List<Map<Case, Verdict>> verdicts) {

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
                table.append(' ').append(verdict(run, each).kind().word()).append(" |");
            }
            table.append('\n');
        }
        return table.toString();
    }

    private String notes(Chapter chapter) {
        StringBuilder notes = new StringBuilder();
        for (int i = 0; i < servers.size(); i++) {
            for (Case each : chapter.cases()) {
                Verdict verdict = verdict(verdicts.get(i), each);
                if (verdict.kind() == Verdict.Kind.BROKEN || verdict.kind() == Verdict.Kind.NOT_RUN) {
                    notes.append("* ")
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
