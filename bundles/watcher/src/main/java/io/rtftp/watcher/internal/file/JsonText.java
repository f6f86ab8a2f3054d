package io.rtftp.watcher.internal.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a text is one whole JSON value (RFC 8259): inotify can't say that a writer has finished, a closing brace can. */
final class JsonText {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    private static final Pattern SOURCE = Pattern.compile("\\[Source: [^]]*; line: (\\d+), column: (\\d+)]");

    /** What the parser says to programmers, and not to those who write descriptions. */
    private static final Pattern ADVICE =
            Pattern.compile(": enable `[^`]*` to allow| \\(not recognized as one since [^)]*\\)");

    private JsonText() {}

    /** What keeps the text from being one whole JSON value, with line and column; empty where nothing does. */
    static Optional<String> flaw(String text) {
        if (text.isBlank()) {
            return Optional.of("it is empty");
        }
        try (JsonParser parser = JSON.createParser(text)) {
            return flaw(parser);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string can't fail to be read", impossible);
        }
    }

    private static Optional<String> flaw(JsonParser parser) throws IOException {
        try {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null
                    ? Optional.empty()
                    : Optional.of(at(parser.currentTokenLocation()) + "something follows the JSON value");
        } catch (JsonProcessingException notJson) {
            JsonLocation where = Objects.requireNonNullElseGet(notJson.getLocation(), parser::currentLocation);
            return Optional.of(at(where) + sentence(notJson.getOriginalMessage()));
        }
    }

    private static String at(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    }

    private static String sentence(String said) {
        return ADVICE.matcher(SOURCE.matcher(said).replaceAll("line $1, column $2"))
                .replaceAll("");
    }
}
