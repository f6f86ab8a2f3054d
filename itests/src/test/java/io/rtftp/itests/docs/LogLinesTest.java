package io.rtftp.itests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.itests.docs.LogCalls.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** An operator finds every line of the log in {@code docs/operations.md}. */
class LogLinesTest {

    private static final Path REPOSITORY = Path.of("..");
    private static final Pattern ROW = Pattern.compile("^\\| (`.*?`) \\|", Pattern.MULTILINE);
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");

    /** What a row leaves open: anything, or one word in capitals. */
    private static final Pattern OPEN = Pattern.compile("…|\\b[A-Z]+\\b");

    @Test
    void everyLineOfInfoAndAboveIsExplained() throws IOException {
        List<Pattern> explained = explained();
        List<Line> lines = LogCalls.of(REPOSITORY.resolve("bundles"));

        assertThat(lines).hasSizeGreaterThan(40);
        assertThat(lines)
                .filteredOn(line -> explained.stream()
                        .noneMatch(row -> row.matcher(line.text()).matches()))
                .as("lines of the log that docs/operations.md does not explain")
                .isEmpty();
    }

    private static List<Pattern> explained() throws IOException {
        String document = Files.readString(REPOSITORY.resolve("docs/operations.md"));
        String log = document.substring(document.indexOf("\n## The log\n"));
        return ROW.matcher(log)
                .results()
                .flatMap(row -> SPAN.matcher(row.group(1)).results())
                .map(span -> pattern(span.group(1)))
                .toList();
    }

    private static Pattern pattern(String row) {
        StringBuilder regex = new StringBuilder();
        int end = 0;
        for (MatchResult open : OPEN.matcher(row).results().toList()) {
            regex.append(Pattern.quote(row.substring(end, open.start())));
            regex.append(open.group().equals("…") ? ".+" : "\\S+");
            end = open.end();
        }
        return Pattern.compile(regex.append(Pattern.quote(row.substring(end))).toString());
    }
}
