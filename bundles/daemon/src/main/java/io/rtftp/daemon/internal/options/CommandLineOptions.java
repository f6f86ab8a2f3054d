package io.rtftp.daemon.internal.options;

import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Configuration keys that were set when the server was started.
 *
 * @param values the value of each key
 */
public record CommandLineOptions(Map<String, String> values) {

    /** {@code bin/rtftp} gives each option and environment variable as a system property of this prefix and the key. */
    private static final String PREFIX = "rtftp.option.";

    /** Copies the map. */
    public CommandLineOptions {
        values = Map.copyOf(values);
    }

    /** The options among these system properties. */
    public static CommandLineOptions of(Properties system) {
        return new CommandLineOptions(system.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .collect(Collectors.toMap(name -> name.substring(PREFIX.length()), system::getProperty)));
    }
}
