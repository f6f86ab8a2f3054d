package io.rtftp.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a server's process holds, from {@code /proc} (proc(5)) and jcmd(1). */
record Innards(long pid) {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    /**
     * What is counted.
     *
     * @param heapBytes of the Java heap in use after a full collection
     * @param threads of the process
     * @param descriptors that are open
     * @param residentBytes of memory
     */
    record Count(long heapBytes, long threads, long descriptors, long residentBytes) {

        private static final long KIBIBYTE = 1 << 10;

        @Override
        public String toString() {
            return "heap " + heapBytes / KIBIBYTE + " KiB, threads " + threads + ", file descriptors " + descriptors
                    + ", resident " + residentBytes / KIBIBYTE + " KiB";
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
        return new Count(kibibytes << 10, status("Threads"), descriptors(), status("VmRSS") << 10);
    }

    /** The most memory it has ever held. */
    long peakBytes() throws IOException {
        return status("VmHWM") << 10;
    }

    /** How many objects of a class are left after a full collection. */
    long instances(String name) throws IOException, InterruptedException {
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

    private long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return open.count();
        }
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
