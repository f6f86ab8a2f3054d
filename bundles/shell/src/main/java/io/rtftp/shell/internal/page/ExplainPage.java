package io.rtftp.shell.internal.page;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.ResolverChain.Answer;
import io.rtftp.api.file.ResolverChain.Verdict;
import io.rtftp.shell.internal.text.Column;
import io.rtftp.shell.internal.text.Printable;
import io.rtftp.shell.internal.text.Table;
import io.rtftp.shell.internal.text.Words;
import java.util.List;

/** What each place says to a request, and what the client would get. */
public final class ExplainPage {

    private ExplainPage() {}

    /** The question, a line for every place, and the outcome as a sentence. Details are never cut: they are the answer. */
    public static String of(FileRequest request, List<Answer> answers) {
        Table table =
                new Table(Column.left("place"), Column.right("ranking"), Column.left("answer"), Column.left("detail"));
        for (Answer answer : answers) {
            table.row(
                    answer.resolver(), Integer.toString(answer.ranking()), Words.of(answer.verdict()), answer.detail());
        }
        return request.clientAddress() + " asks for " + Printable.of(request.path()) + "\n\n"
                + (answers.isEmpty() ? "" : table.render(Table.UNBOUNDED) + "\n")
                + outcome(answers) + "\n";
    }

    private static String outcome(List<Answer> answers) {
        if (answers.isEmpty()) {
            return "no resolver is in the chain; the request waits for one";
        }
        return answers.stream()
                .filter(answer -> answer.verdict() != Verdict.NOT_HERE)
                .findFirst()
                .map(ExplainPage::decision)
                .orElse("no place has it; the client gets ERROR 1, file not found");
    }

    private static String decision(Answer answer) {
        String place = Printable.of(answer.resolver());
        return switch (answer.verdict()) {
            case FOUND -> place + " answers; the client gets " + Printable.of(answer.detail());
            case REFUSED -> place + " refuses; the client gets ERROR 2, access violation";
            case FAILED -> place + " can't be asked; the client gets ERROR 0 with the reason";
            case NOT_HERE -> throw new IllegalArgumentException("not a decision: " + answer);
        };
    }
}
