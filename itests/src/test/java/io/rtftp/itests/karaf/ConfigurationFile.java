package io.rtftp.itests.karaf;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** {@code etc/io.rtftp.cfg} of the Karaf that the caller is in, changed as an editor does it: at once, by a rename. */
final class ConfigurationFile {

    private final Path file = Path.of(System.getProperty("karaf.etc", "etc"), "io.rtftp.cfg");

    /** All of it. */
    List<String> lines() throws IOException {
        return Files.readAllLines(file);
    }

    /** The value that stands in it for this key. */
    String value(String key) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return Objects.requireNonNull(properties.getProperty(key), () -> file + " has no " + key);
    }

    /** Replaces all of it. */
    void write(List<String> lines) throws IOException {
        Path beside = Files.write(file.resolveSibling("io.rtftp.cfg.new"), lines);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Gives the key this value. */
    void set(String key, String value) throws IOException {
        write(Stream.concat(lines().stream().filter(isNot(key)), Stream.of(key + " = " + value))
                .toList());
    }

    /** Takes the key out. */
    void remove(String key) throws IOException {
        write(lines().stream().filter(isNot(key)).toList());
    }

    private static Predicate<String> isNot(String key) {
        return line -> !line.matches(key + "\\s*=.*");
    }
}
