package io.rtftp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process and its children have used, from {@code /proc} (proc(5)).
 *
 * @param cpuSeconds user and system time, of children that have ended too; NaN where the process has ended itself
 * @param peakBytes the most memory the process has held since {@link #forgetPeak}, and what its living children hold of their own; NaN where
 *     it has ended
 */
record Usage(double cpuSeconds, double peakBytes) {

    private static final double TICKS_PER_SECOND = 100; // USER_HZ, fixed by the kernel's interface
    private static final long PAGE_BYTES = 4096;
    private static final int UTIME = 11; // counted from the field after the command's name
    private static final int CSTIME = 14;

    static Usage of(ProcessHandle process) throws IOException {
        double ticks = ticks(process.pid());
        double bytes = peak(process.pid());
        if (!process.isAlive()) {
            return new Usage(Double.NaN, Double.NaN);
        }
        for (ProcessHandle child : process.children().toList()) {
            ticks += ticks(child.pid());
            bytes += ownBytes(child.pid());
        }
        return new Usage(ticks / TICKS_PER_SECOND, bytes);
    }

    /** Makes the kernel measure the peak from now on. */
    static void forgetPeak(ProcessHandle process) throws IOException {
        Files.writeString(proc(process.pid(), "clear_refs"), "5");
    }

    private static double ticks(long pid) throws IOException {
        String stat = read(pid, "stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        double ticks = 0;
        for (int field = UTIME; field <= CSTIME && field < fields.length; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks;
    }

    private static long peak(long pid) throws IOException {
        try (Stream<String> lines = read(pid, "status").lines()) {
            List<String> peak = lines.filter(line -> line.startsWith("VmHWM:")).toList();
            return peak.isEmpty() ? 0 : Long.parseLong(peak.get(0).replaceAll("\\D", "")) * 1024;
        }
    }

    private static long ownBytes(long pid) throws IOException {
        String[] pages = read(pid, "statm").split(" ", -1);
        return pages.length < 3 ? 0 : (Long.parseLong(pages[1]) - Long.parseLong(pages[2])) * PAGE_BYTES;
    }

    /** Empty for a process that has just ended. */
    private static String read(long pid, String file) throws IOException {
        try {
            return Files.readString(proc(pid, file));
        } catch (NoSuchFileException ended) {
            return ") ";
        }
    }

    private static Path proc(long pid, String file) {
        return Path.of("/proc", String.valueOf(pid), file);
    }
}
