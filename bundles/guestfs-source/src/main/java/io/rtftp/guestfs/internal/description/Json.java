package io.rtftp.guestfs.internal.description;

import java.util.List;
import java.util.Map;

/** A JSON value and where it stands in its file. */
sealed interface Json {

    /** The most characters of a value that an error message repeats. */
    int SHOWN_MOST = 120;

    /** Where it begins. */
    Place place();

    /** The value as an error message shows it. */
    String shown();

    /** A line and a column, counted from 1. */
    record Place(int line, int column) {

        String text() {
            return "line " + line + ", column " + column;
        }
    }

    /** A string. */
    record Text(Place place, String value) implements Json {

        @Override
        public String shown() {
            String visible = value.codePoints()
                    .map(c -> Character.isISOControl(c) ? '?' : c)
                    .limit(SHOWN_MOST)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            return '"' + visible + (value.codePointCount(0, value.length()) > SHOWN_MOST ? "…\"" : "\"");
        }
    }

    /** A number, {@code true}, {@code false} or {@code null}, as it was written. */
    record Bare(Place place, String literal) implements Json {

        @Override
        public String shown() {
            return literal.length() > SHOWN_MOST ? literal.substring(0, SHOWN_MOST) + "…" : literal;
        }
    }

    /** An array. */
    record Items(Place place, List<Json> items) implements Json {

        @Override
        public String shown() {
            return items.isEmpty() ? "[]" : "[…]";
        }
    }

    /** An object, its members in the order they were written. */
    record Members(Place place, Map<String, Json> members) implements Json {

        @Override
        public String shown() {
            return members.isEmpty() ? "{}" : "{…}";
        }
    }
}
