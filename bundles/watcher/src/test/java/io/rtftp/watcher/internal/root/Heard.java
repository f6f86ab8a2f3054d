package io.rtftp.watcher.internal.root;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.watch.RootListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that notes down what it is told, as {@code present NAME CONTENT}, {@code invalid NAME REASON}, {@code gone NAME}. */
public final class Heard implements RootListener {

    private static final long DEADLINE_SECONDS = 60;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    public void filePresent(Path file, String json) {
        lines.add("present " + file.getFileName() + " " + json);
    }

    @Override
    public void fileInvalid(Path file, String reason) {
        lines.add("invalid " + file.getFileName() + " " + reason);
    }

    @Override
    public void fileGone(Path file) {
        lines.add("gone " + file.getFileName());
    }

    /** The next line, waited for. */
    public String next() throws InterruptedException {
        String line = lines.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertThat(line).as("told within " + DEADLINE_SECONDS + " s").isNotNull();
        return String.valueOf(line);
    }

    /** As many lines, waited for, in any order. */
    public List<String> next(int count) throws InterruptedException {
        List<String> heard = new ArrayList<>();
        while (heard.size() < count) {
            heard.add(next());
        }
        return heard;
    }

    /** What was told since the last call. */
    public List<String> soFar() {
        List<String> heard = new ArrayList<>();
        lines.drainTo(heard);
        return heard;
    }
}
