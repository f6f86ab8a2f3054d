package io.rtftp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that breaks rules is told so: a row that says yes means something. */
class FaultsAreFoundTest {

    @TempDir
    Path work = Path.of("");

    private NaiveServer server;

    @BeforeEach
    void start() throws IOException {
        ReferenceRoot.make(work.resolve("root"));
        server = new NaiveServer(work.resolve("root"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aServerThatFollowsNamesOutOfItsRoot() {
        Map<Case, Verdict> verdicts =
                run(each -> each.subject().equals("ways out") && !each.rule().startsWith("`C:"));

        assertThat(verdicts).hasSize(8).allSatisfy((each, verdict) -> {
            assertThat(verdict.kind()).as("%s", each.rule()).isEqualTo(Verdict.Kind.BROKEN);
            assertThat(verdict.detail()).contains("DATA 1");
        });
    }

    @Test
    void aServerThatAnswersEachAckAndEachCopyOfARequest() {
        List<String> rules = List.of(
                "an ACK seen before brings no DATA (Sorcerer's Apprentice)",
                "an ACK of a block not sent yet brings nothing",
                "fifty times the same at once: answered a few times");

        Map<Case, Verdict> verdicts = run(each -> rules.contains(each.rule()));

        assertThat(verdicts).hasSize(rules.size()).allSatisfy((each, verdict) -> {
            assertThat(verdict.kind()).as("%s", each.rule()).isEqualTo(Verdict.Kind.BROKEN);
            assertThat(verdict.detail()).containsAnyOf("in answer to", "after ACK");
        });
    }

    @Test
    void whatCouldNotBeMadeIsNotAskedFor() throws IOException {
        Files.delete(work.resolve("root").resolve(ReferenceRoot.FIFO));
        Files.writeString(work.resolve("root").resolve(ReferenceRoot.NOT_MADE), ReferenceRoot.FIFO + "\n");

        assertThat(run(each -> each.rule().startsWith("a FIFO")))
                .hasSize(1)
                .allSatisfy((each, verdict) -> assertThat(verdict.kind()).isEqualTo(Verdict.Kind.NOT_RUN));
    }

    private Map<Case, Verdict> run(Predicate<Case> which) {
        return new Runner(server.asSeen())
                .run(Runner.cases().stream().filter(which).toList());
    }
}
