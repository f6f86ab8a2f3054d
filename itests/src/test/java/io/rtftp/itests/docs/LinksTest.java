package io.rtftp.itests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between the documents lead somewhere, and every document can be reached. */
class LinksTest {

    private static final Path REPOSITORY = Path.of("..");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    /**
     * A link to this repository.
     *
     * @param from the document it is in
     * @param text as it is written there
     */
    private record Link(Path from, String text) {

        Path target() {
            String path = text.replaceFirst("#.*", "");
            return path.isEmpty() ? from : from.resolveSibling(path).normalize();
        }

        boolean leadsSomewhere() {
            int hash = text.indexOf('#');
            return Files.exists(target()) && (hash < 0 || headings(target()).contains(text.substring(hash + 1)));
        }
    }

    @Test
    void everyLinkLeadsToAFileAndToAHeadingInIt() throws IOException {
        List<Link> links = new ArrayList<>();
        for (Path document : documents()) {
            links.addAll(links(document));
        }

        assertThat(links).hasSizeGreaterThan(50);
        assertThat(links).filteredOn(link -> !link.leadsSomewhere()).isEmpty();
    }

    @Test
    void theReadmeLeadsToEveryDocument() throws IOException {
        List<Path> linked = links(REPOSITORY.resolve("README.md")).stream()
                .map(Link::target)
                .toList();
        try (Stream<Path> documents = Files.list(REPOSITORY.resolve("docs"))) {
            assertThat(documents.filter(file -> file.toString().endsWith(".md")).map(Path::normalize))
                    .isSubsetOf(linked);
        }
    }

    /** All but those that a build has made, and hidden ones. */
    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        Files.walkFileTree(REPOSITORY, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean skipped = name.equals("target") || (name.startsWith(".") && !directory.equals(REPOSITORY));
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    documents.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return documents;
    }

    private static List<Link> links(Path document) throws IOException {
        return LINK.matcher(Files.readString(document))
                .results()
                .map(link -> new Link(document, link.group(1)))
                .filter(link -> !ELSEWHERE.matcher(link.text()).matches())
                .toList();
    }

    /** The anchors of a document, as GitHub makes them of its headings. */
    private static List<String> headings(Path document) {
        try {
            return HEADING.matcher(Files.readString(document))
                    .results()
                    .map((MatchResult heading) -> heading.group(1).strip().toLowerCase(Locale.ROOT))
                    .map(text -> text.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
