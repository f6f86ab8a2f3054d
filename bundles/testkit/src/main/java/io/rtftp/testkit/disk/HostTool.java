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

    private static final int MOST_SECONDS = 180;

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
            // A file, for to read a pipe to its end would wait for a process that hangs.
            Path output = Files.createTempFile(name, ".out");
            try {
                return run(line, input, output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", line), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + line, e);
        }
    }

    private static String run(List<String> line, String input, Path output) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        if (!ended) {
            throw new HangsException(line + " did not end within " + MOST_SECONDS + " s: " + said);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(line + " ended with status " + process.exitValue() + ": " + said);
        }
        return said;
    }

    /** The command was killed, since it did not end. */
    static final class HangsException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        HangsException(String message) {
            super(message);
        }
    }
}
