package io.rtftp.itests.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds in sources what is logged: the text of each call that logs at INFO or above, or that hands a sentence to one that does. */
final class LogCalls {

    /** Stands for whatever a call fills in. */
    static final String FILLED_IN = "~";

    private static final Pattern CALL = Pattern.compile(
            "\\b(?:LOG\\.(?:info|warn|error)|pen\\.(?:info|warn)|(?:diary|this)\\.(?:warn|note)|(?:complaints|warnings|leftovers)\\.(?:accept|add)"
                    + "|journal\\.\\w+\\(\\)\\.accept)\\(");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern LAMBDA = Pattern.compile("^[^\"]*->\\s*");

    /**
     * A line of the log.
     *
     * @param file where it is written
     * @param text with {@link #FILLED_IN} in it
     */
    record Line(Path file, String text) {}

    private LogCalls() {}

    /** What the bundles' sources log, without what is handed on as a whole. */
    static List<Line> of(Path bundles) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(bundles)) {
            for (Path file : files.filter(LogCalls::isSource).toList()) {
                String source = Files.readString(file);
                Matcher call = CALL.matcher(source);
                while (call.find()) {
                    String text = text(arguments(source, call.end()));
                    if (!text.equals(FILLED_IN)) {
                        lines.add(new Line(file, text));
                    }
                }
            }
        }
        return lines;
    }

    private static boolean isSource(Path file) {
        return file.toString().contains("/src/main/java/") && file.toString().endsWith(".java");
    }

    /** What stands between the parentheses of a call. */
    private static String arguments(String source, int from) {
        int depth = 1;
        boolean quoted = false;
        for (int i = from; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '(' || c == ')')) {
                depth += c == '(' ? 1 : -1;
                if (depth == 0) {
                    return source.substring(from, i);
                }
            }
        }
        throw new IllegalStateException("a call without an end");
    }

    /** The first argument that is text, which literals and what is between them make. */
    private static String text(String arguments) {
        StringBuilder text = new StringBuilder();
        // The one constant that begins a line.
        String rest = LAMBDA.matcher(arguments).replaceFirst("").replace("PID + \"", "\"io.rtftp");
        Matcher literal = LITERAL.matcher(rest);
        int end = 0;
        while (literal.find()) {
            String between = rest.substring(end, literal.start());
            if (end > 0 && between.strip().startsWith(",")) {
                return filled(text);
            }
            text.append(between.strip().matches("\\+?") ? "" : FILLED_IN).append(literal.group(1));
            end = literal.end();
        }
        String after = rest.substring(end).strip();
        return filled(end == 0 || after.startsWith("+") ? text.append(FILLED_IN) : text);
    }

    private static String filled(StringBuilder text) {
        return text.toString().replace("{}", FILLED_IN).replace("\\\"", "\"");
    }
}
