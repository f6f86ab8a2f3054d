package io.rtftp.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@code docs/standards.md} against the tree: every section is there, and every test that it names. */
@NullMarked
class StandardsTest {

    private static final String HEADING = "## RFC ";
    private static final Pattern TEST = Pattern.compile("(\\w+)#(\\w+)");
    private static final Set<String> STATES = Set.of("yes", "no", "text", "untested");

    /** The sections of each RFC, as the rows of its table begin. */
    private static final Map<String, List<String>> SECTIONS = Map.of(
            "1350",
            List.of("§1", "§2", "§3", "§4", "§5", "§6", "§7", "Appendix", "Security"),
            "1123",
            List.of(
                    "§4.2.1",
                    "§4.2.2.1",
                    "§4.2.2.2",
                    "§4.2.3.1",
                    "§4.2.3.2",
                    "§4.2.3.3",
                    "§4.2.3.4",
                    "§4.2.3.5",
                    "§4.2.4"),
            "2347",
            List.of("Packet formats", "Negotiation protocol", "Examples", "Security"),
            "2348",
            List.of("Blocksize option specification", "Proof of concept", "Security"),
            "2349",
            List.of("Timeout interval option", "Transfer size option", "Security"),
            "7440",
            List.of("§1", "§2", "§3", "§4", "§5", "§6", "§7", "§8"));

    private static final Map<String, String> SOURCES = testSources();

    /** One row of the document, with the RFC whose table it stands in. */
    record Row(String rfc, String section, String state, String what, String tests) {}

    @Test
    void everySectionOfEveryRfcIsThere() {
        List<Row> rows = rows().toList();

        SECTIONS.forEach((rfc, sections) -> {
            for (String section : sections) {
                assertThat(rows)
                        .as("RFC %s %s", rfc, section)
                        .anyMatch(row -> row.rfc.equals(rfc)
                                && (row.section + " ").startsWith(section)
                                && !Character.isDigit((row.section + "  ").charAt(section.length())));
            }
        });
        assertThat(rows).extracting(Row::rfc).isSubsetOf(SECTIONS.keySet());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRowSaysWhetherAndWhyAndNamesItsTests(Row row) {
        assertThat(row.state).isIn(STATES);
        if (row.state.equals("yes")) {
            assertThat(row.tests).matches("\\w+#\\w+(, \\w+#\\w+)*");
        } else if (row.state.equals("no")) {
            assertThat(row.what).as("the reason").isNotBlank();
        } else {
            assertThat(row.tests).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("tests")
    void everyTestThatIsNamedIsThere(String test) {
        String[] classAndMethod = test.split("#", -1);

        assertThat(SOURCES).as("a test class of that name").containsKey(classAndMethod[0] + ".java");
        assertThat(SOURCES.get(classAndMethod[0] + ".java")).containsPattern(isTest(classAndMethod[1]));
    }

    /** An annotation that makes a test, and the method with no other in between. */
    private static Pattern isTest(String method) {
        return Pattern.compile(
                "@(Test|ParameterizedTest|Property)\\b((?!\\bvoid ).)*\\bvoid " + method + "\\(", Pattern.DOTALL);
    }

    private static Stream<String> tests() {
        return rows().flatMap(row -> TEST.matcher(row.tests).results())
                .map(found -> found.group())
                .distinct()
                .sorted();
    }

    private static Stream<Row> rows() {
        List<Row> rows = new ArrayList<>();
        String rfc = "";
        for (String line : Repository.lines("docs/standards.md")) {
            List<String> cells = Repository.cells(line);
            if (line.startsWith("## ")) {
                rfc = line.startsWith(HEADING) ? line.substring(HEADING.length(), HEADING.length() + 4) : "";
            } else if (!rfc.isEmpty() && cells.size() == 4 && !cells.get(0).equals("section")) {
                rows.add(new Row(rfc, cells.get(0), cells.get(1), cells.get(2), cells.get(3)));
            }
        }
        return rows.stream();
    }

    /** The text of every test of the tree by the name of its file; of equal names, all of them. */
    private static Map<String, String> testSources() {
        Map<String, String> sources = new HashMap<>();
        try {
            for (String top : Arrays.asList("bundles", "itests")) {
                Path from = Repository.root().resolve(top);
                if (Files.isDirectory(from)) {
                    Files.walkFileTree(from, new TestFiles(sources));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return Map.copyOf(sources);
    }

    private static final class TestFiles extends SimpleFileVisitor<Path> {

        private static final Set<String> NO_SOURCES = Set.of("target", "main", ".git");

        private final Map<String, String> sources;

        TestFiles(Map<String, String> sources) {
            this.sources = sources;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return NO_SOURCES.contains(directory.getFileName().toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (file.toString().endsWith("Test.java")) {
                sources.merge(file.getFileName().toString(), Files.readString(file), String::concat);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
