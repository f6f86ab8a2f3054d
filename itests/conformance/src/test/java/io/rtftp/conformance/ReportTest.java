package io.rtftp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Case FIRST = Runner.cases().get(0);
    private static final Case SECOND = Runner.cases().get(1);

    @Test
    void everyCaseIsALineAndWhatWasSeenInsteadStandsBelow() {
        Map<Case, Verdict> run = new HashMap<>();
        Runner.cases().forEach(each -> run.put(each, Verdict.SEEN));
        run.put(SECOND, new Verdict(Verdict.Kind.BROKEN, "DATA 9\n| instead"));

        String text = new Report(List.of("some server"), List.of(run)).text();

        assertThat(text.lines().filter(line -> line.endsWith("| yes |")))
                .hasSize(Runner.cases().size() - 1);
        assertThat(text).contains("| " + FIRST.subject() + " | " + FIRST.rule() + " | yes |");
        assertThat(text).contains(SECOND.rule() + " | NO |");
        assertThat(text).contains("* some server, " + SECOND.subject() + ", " + SECOND.rule() + ": DATA 9 instead\n");
    }

    @Test
    void aPageSaysTheSameWhereACaseWasNotRunForLackOfARight() {
        Map<Case, Verdict> asRoot = new HashMap<>();
        Runner.cases().forEach(each -> asRoot.put(each, Verdict.SEEN));
        Map<Case, Verdict> asAnyone = new HashMap<>(asRoot);
        asAnyone.put(SECOND, new Verdict(Verdict.Kind.NOT_RUN, "needs a right"));

        String page = new Report(List.of("some server"), List.of(asRoot)).text();
        Report seen = new Report(List.of("some server"), List.of(asAnyone));

        assertThat(seen.text()).contains(SECOND.rule() + " | not run |", SECOND.rule() + ": needs a right\n");
        assertThat(Report.rows(page)).isEqualTo(seen.rowsExpectedOn(page));
        assertThat(Report.rows(page.replace(SECOND.rule(), "another rule"))).isNotEqualTo(seen.rowsExpectedOn(page));
    }

    @Test
    void aPageSaysSomethingElseWhereARuleIsBroken() {
        Map<Case, Verdict> run = new HashMap<>();
        Runner.cases().forEach(each -> run.put(each, Verdict.SEEN));
        String page = new Report(List.of("some server"), List.of(run)).text();
        run.put(SECOND, new Verdict(Verdict.Kind.BROKEN, "DATA 9"));

        assertThat(Report.rows(page))
                .isNotEqualTo(new Report(List.of("some server"), List.of(run)).rowsExpectedOn(page));
    }

    @Test
    void noTwoCasesAreCalledTheSame() {
        assertThat(Runner.cases().stream().map(each -> each.subject() + ": " + each.rule()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aWrongWordIsAnsweredWithHowItIsUsed() throws IOException {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int status =
                Conformance.run(List.of("--nonsense"), System.out, new PrintStream(err, true, StandardCharsets.UTF_8));

        assertThat(status).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("usage: bench/conformance");
    }
}
