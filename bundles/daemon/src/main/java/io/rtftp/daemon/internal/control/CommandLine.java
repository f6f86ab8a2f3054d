package io.rtftp.daemon.internal.control;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words as the line that Karaf's shell takes apart into the same words again. */
public final class CommandLine {

    private static final String OWN_SCOPE = "rtftp:";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/:,+@%-]+");

    private CommandLine() {}

    /** The line for a command and its arguments. A command without a scope is one of RTFTP's own. */
    public static String of(List<String> words) {
        String name = words.get(0);
        return (name.indexOf(':') < 0 ? OWN_SCOPE : "")
                + words.stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        if (PLAIN.matcher(word).matches()) {
            return word;
        }
        // Nothing is special within '…' but the quote that ends it.
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
