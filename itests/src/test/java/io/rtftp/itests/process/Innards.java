package io.rtftp.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a server's process holds, from {@code /proc} (proc(5)) and jcmd(1). */
record Innards(long pid) {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final Duration GONE_WITHIN = Duration.ofMinutes(1);
    private static final int THREADS_OF_THE_JVM = 3; // compilers, reapers: they come and go
    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    /**
     * What is counted.
     *
     * @param heapBytes of the Java heap in use after a full collection
     * @param threads of the process, each as its name
     * @param descriptors that are open, each as what it leads to
     * @param residentBytes of memory
     */
    record Count(long heapBytes, List<String> threads, List<String> descriptors, long residentBytes) {

        private static final long KIBIBYTE = 1 << 10;

        @Override
        public String toString() {
            return "heap " + heapBytes / KIBIBYTE + " KiB, threads " + threads.size() + ", file descriptors "
                    + descriptors.size() + ", resident " + residentBytes / KIBIBYTE + " KiB";
        }
    }

    /** Collects garbage, and counts. */
    Count count() throws IOException, InterruptedException {
        jcmd("GC.run");
        // Metaspace is said in the same way and is no heap.
        String heap = jcmd("GC.heap_info").replaceAll("(?s)Metaspace.*", "");
        Matcher used = USED.matcher(heap);
        long kibibytes = 0;
        while (used.find()) {
            kibibytes += Long.parseLong(used.group(1));
        }
        assertThat(kibibytes).as(heap).isPositive();
        return new Count(kibibytes << 10, threads(), descriptors(), status("VmRSS") << 10);
    }

    /** The most memory it has ever held. */
    long peakBytes() throws IOException {
        return status("VmHWM") << 10;
    }

    /** Waits until no object of a class is left after a full collection. */
    void awaitNone(String className) throws IOException, InterruptedException {
        awaitAtMost(0, "objects of " + className, () -> instances(className));
    }

    /** Waits until no more of the Java heap is in use after a full collection. */
    void awaitHeap(long bytesMost) throws IOException, InterruptedException {
        awaitAtMost(bytesMost, "bytes of the heap", () -> count().heapBytes());
    }

    private static void awaitAtMost(long most, String what, Amount amount) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + GONE_WITHIN.toNanos();
        for (long now = amount.now(); now > most; now = amount.now()) {
            assertThat(System.nanoTime() - deadline)
                    .as("%,d %s, and at most %,d may be left", now, what, most)
                    .isNegative();
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** How much there is at the moment. */
    @FunctionalInterface
    private interface Amount {
        long now() throws IOException, InterruptedException;
    }

    private long instances(String name) throws IOException, InterruptedException {
        return jcmd("GC.class_histogram")
                .lines()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields.length > 3 && fields[3].equals(name))
                .mapToLong(fields -> Long.parseLong(fields[1]))
                .sum();
    }

    /** Its children, grandchildren and so on whose command has {@code word} in it. */
    long descendants(String word) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(child -> child.info().command().orElse("").contains(word))
                .count();
    }

    /**
     * Waits until no more is open, and no more threads run, than before: the connection of a command that has ended may still be closing,
     * and the threads of a pool end when they have had nothing to do for a while.
     */
    void awaitNoMoreThan(Count before) throws IOException {
        awaitNoMore("file descriptors", before.descriptors(), 0, this::descriptors);
        awaitNoMore("threads", before.threads(), THREADS_OF_THE_JVM, this::threads);
    }

    private static void awaitNoMore(String what, List<String> before, int allowed, Listing count) throws IOException {
        long deadline = System.nanoTime() + GONE_WITHIN.toNanos();
        List<String> now = count.now();
        while (now.size() > before.size() + allowed) {
            List<String> more = new ArrayList<>(now);
            before.forEach(more::remove);
            assertThat(System.nanoTime() - deadline)
                    .as("%d %s, %d before. These are new: %s", now.size(), what, before.size(), more)
                    .isNegative();
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            now = count.now();
        }
    }

    /** What there is at the moment. */
    @FunctionalInterface
    private interface Listing {
        List<String> now() throws IOException;
    }

    private List<String> threads() throws IOException {
        return each("task", thread -> Files.readString(thread.resolve("comm")).strip());
    }

    private List<String> descriptors() throws IOException {
        return each("fd", descriptor -> Files.readSymbolicLink(descriptor).toString());
    }

    private List<String> each(String directory, Reading reading) throws IOException {
        List<String> each = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), directory))) {
            for (Path entry : entries) {
                try {
                    each.add(reading.of(entry));
                } catch (IOException e) {
                    if (Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
                        throw e;
                    } // it has ended since it was listed, and counts no more
                }
            }
        }
        return each;
    }

    /** What is read of an entry. */
    @FunctionalInterface
    private interface Reading {
        String of(Path entry) throws IOException;
    }

    private long status(String name) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        String jcmd =
                Path.of(System.getProperty("java.home", ""), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(List.of(jcmd, Long.toString(pid), command))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("status of jcmd %s: %s", command, said).isZero();
        return said;
    }
}
