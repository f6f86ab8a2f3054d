package io.rtftp.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The working tree the tests run in, for those that hold documents against the code. */
@NullMarked
public final class Repository {

    private Repository() {}

    /** The top of the tree. */
    public static Path root() {
        Path here = Path.of("").toAbsolutePath();
        for (Path at = here; at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("bundles/protocol")) && Files.isDirectory(at.resolve("docs"))) {
                return at;
            }
        }
        throw new AssertionError("no docs and bundles/protocol above " + here + ": run the tests inside the tree");
    }

    /** A document's lines. */
    public static List<String> lines(String path) {
        try {
            return Files.readAllLines(root().resolve(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The cells of a row of a Markdown table, without the marks of code; empty where the line is none. */
    public static List<String> cells(String line) {
        if (!line.startsWith("|") || line.startsWith("|---")) {
            return List.of();
        }
        return Arrays.stream(line.substring(1).split("\\|", -1))
                .map(cell -> cell.replace("`", "").trim())
                .toList()
                .subList(0, (int) line.chars().filter(c -> c == '|').count() - 1);
    }
}
