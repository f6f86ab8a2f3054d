package io.rtftp.testkit.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A command of this host that tests need.
 *
 * @param name the command's name
 * @param debianPackage what brings it, for whom it is missing
 */
record HostTool(String name, String debianPackage) {

    private static final int MOST_SECONDS = 300;

    /** Where the command is; fails with a sentence that says what to install. */
    Path path() {
        String searched = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
        return Stream.of(searched.split(":"))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this test needs the command " + name
                        + ", which is not installed: apt install " + debianPackage));
    }

    /** The command line with these arguments. */
    List<String> with(List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(path().toString()));
        line.addAll(arguments);
        return line;
    }

    /** Runs the command to its end and gives what it said; fails with its own words when its status is not 0. */
    String run(String... arguments) {
        return run("", arguments);
    }

    /** As {@link #run(String...)}, with {@code input} on its standard input. */
    String run(String input, String[] arguments) {
        List<String> line = with(List.of(arguments));
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(line + " did not end within " + MOST_SECONDS + " s: " + said);
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(line + " ended with status " + process.exitValue() + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", line), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + line, e);
        }
    }
}
