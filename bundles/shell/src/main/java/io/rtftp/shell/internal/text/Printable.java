package io.rtftp.shell.internal.text;

/** Makes text from outside fit to be shown: names in requests may hold anything, escape sequences of terminals included. */
public final class Printable {

    private Printable() {}

    /** The text with {@code ?} for each control and format character. */
    public static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> printable.appendCodePoint(isHarmless(c) ? c : '?'));
        return printable.toString();
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
