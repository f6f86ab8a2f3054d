package io.rtftp.conformance;

/**
 * What came of a case.
 *
 * @param kind in a word
 * @param detail what was seen instead, what is not offered or what is lacking; empty where the rule was seen
 */
public record Verdict(Kind kind, String detail) {

    private static final int DETAIL_CHARS_MOST = 160;

    /** The rule was seen. */
    static final Verdict SEEN = new Verdict(Kind.SEEN, "");

    /** The kinds of verdict. */
    public enum Kind {
        /** What the rule says was seen. */
        SEEN("yes"),
        /** Something else was seen. */
        BROKEN("NO"),
        /** The server does not offer what the rule is about. */
        NOT_OFFERED("–"),
        /** The script could not be run here. */
        NOT_RUN("not run");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** For the table. */
        public String word() {
            return word;
        }
    }

    /** Makes the detail one short line that can stand in a table. */
    public Verdict {
        String line = detail.replaceAll("[\\s\\x00-\\x1F|]+", " ").strip();
        detail = line.length() > DETAIL_CHARS_MOST ? line.substring(0, DETAIL_CHARS_MOST) + "…" : line;
    }
}
