package io.rtftp.guestfs.internal.description;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Reads one whole JSON text (RFC 8259), remembering where each value stands; duplicate keys and trailing text are refused. */
final class JsonReader {

    private static final int DEPTH_MOST = 20;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH_MOST).build())
            .build();

    /** What the parser says to programmers, and not to those who write descriptions. */
    private static final Pattern ADVICE = Pattern.compile(
            ": enable `[^`]*` to allow| \\(not recognized as one since [^)]*\\)|, from `[^`]*`| \\(start marker at [^)]*\\)");

    private final JsonParser parser;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /** The value that {@code text} is. */
    static Json read(String text) throws DescriptionException {
        try (JsonParser parser = JSON.createParser(text)) {
            return new JsonReader(parser).whole();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string can't fail to be read", impossible);
        }
    }

    private Json whole() throws IOException, DescriptionException {
        try {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new DescriptionException("the file is empty: it must hold one JSON object");
            }
            Json value = value(first);
            if (parser.nextToken() != null) {
                throw new DescriptionException(here().text() + ": something follows the JSON object; nothing may");
            }
            return value;
        } catch (JsonProcessingException notJson) {
            JsonLocation at = Objects.requireNonNullElseGet(notJson.getLocation(), parser::currentLocation);
            String said = ADVICE.matcher(notJson.getOriginalMessage()).replaceAll("");
            throw new DescriptionException(place(at).text() + ": not JSON: " + said);
        }
    }

    private Json value(JsonToken token) throws IOException {
        Json.Place place = here();
        return switch (token) {
            case START_OBJECT -> members(place);
            case START_ARRAY -> items(place);
            case VALUE_STRING -> new Json.Text(place, parser.getText());
            default -> new Json.Bare(place, parser.getText());
        };
    }

    private Json members(Json.Place place) throws IOException {
        Map<String, Json> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            members.put(key, value(parser.nextToken()));
        }
        return new Json.Members(place, members);
    }

    private Json items(Json.Place place) throws IOException {
        List<Json> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token));
        }
        return new Json.Items(place, items);
    }

    private Json.Place here() {
        return place(parser.currentTokenLocation());
    }

    private static Json.Place place(JsonLocation location) {
        return new Json.Place(location.getLineNr(), location.getColumnNr());
    }
}
