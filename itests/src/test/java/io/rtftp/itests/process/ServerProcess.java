package io.rtftp.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process whose output goes into files. Closing it ends it. */
record ServerProcess(Process process, Path out, Path err) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2); // a loaded machine is slow, and slow is not wrong
    private static final Pattern READY = Pattern.compile("(?m)^rtftp ready: listening on (.*):(\\d+)$");

    static ServerProcess start(List<String> command, Path directory, Map<String, String> environment)
            throws IOException {
        Path out = directory.resolve("test.out");
        Path err = directory.resolve("test.err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        // No repository to take anything from: what it needs it has in it.
        builder.environment()
                .merge(
                        "RTFTP_JAVA_OPTS",
                        "-Duser.home=" + directory.resolve("no-home"),
                        (more, home) -> home + " " + more);
        return new ServerProcess(builder.start(), out, err);
    }

    /** Waits for the ready line and gives the port in it. */
    int readyPort() throws IOException, InterruptedException {
        await("ready line", () -> READY.matcher(Files.readString(out)).find());
        Matcher ready = READY.matcher(Files.readString(out));
        assertThat(ready.find()).isTrue();
        return Integer.parseInt(ready.group(2));
    }

    /** Waits until this is in its output. */
    void awaitOutput(String text) throws IOException, InterruptedException {
        await("output " + text, () -> Files.readString(out).contains(text));
    }

    /** Waits until it has made a file. */
    void awaitFile(Path file) throws IOException, InterruptedException {
        await("file " + file, () -> Files.exists(file));
    }

    /** Something it does sooner or later. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private void await(String what, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline || process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new AssertionError(
                        "no " + what + "; out: " + Files.readString(out) + " err: " + Files.readString(err));
            }
        }
    }

    /** Waits for its end. */
    Distribution.Ended end() throws IOException, InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("it ends")
                .isTrue();
        return new Distribution.Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
