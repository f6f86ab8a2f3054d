package io.rtftp.shell.internal.text;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Sizes, rates, shares and durations with their units, as short as a person reads them. */
public final class Quantities {

    private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
    private static final double STEP = 1024;
    private static final double ROUNDS_UP_TO_STEP = 1023.5;
    private static final double ROUNDS_UP_TO_HUNDRED = 99.95;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private Quantities() {}

    /** A size such as {@code 512 B}, {@code 8.0 MiB} or {@code 442 MiB}. */
    public static String bytes(long bytes) {
        return bytes < STEP ? bytes + " B" : scaled(bytes);
    }

    /** A size to the byte, such as {@code 8388608 bytes (8.0 MiB)}. */
    public static String exactBytes(long bytes) {
        return bytes < STEP ? bytes + " bytes" : bytes + " bytes (" + scaled(bytes) + ")";
    }

    /** A rate such as {@code 52.1 MiB/s}; empty where there is nothing to divide. */
    public static String rate(long bytes, Duration elapsed) {
        double seconds = elapsed.toNanos() / NANOS_PER_SECOND;
        if (bytes <= 0 || seconds <= 0) {
            return "";
        }
        return bytes((long) (bytes / seconds)) + "/s";
    }

    /** A duration such as {@code 0.4 ms}, {@code 85 ms}, {@code 2.1 s}, {@code 3 min 12 s}, {@code 5 h 2 min}, {@code 3 d 4 h}. */
    public static String duration(Duration duration) {
        long nanos = Math.max(0, duration.toNanos());
        long seconds = nanos / 1_000_000_000;
        if (nanos < 9_950_000) {
            return tenths(nanos / NANOS_PER_MILLI) + " ms";
        }
        if (nanos < 999_500_000) {
            return Math.round(nanos / NANOS_PER_MILLI) + " ms";
        }
        if (nanos < 59_950_000_000L) {
            return tenths(nanos / NANOS_PER_SECOND) + " s";
        }
        return coarse(Math.max(60, seconds));
    }

    private static String coarse(long seconds) {
        long minutes = seconds / 60;
        long hours = minutes / 60;
        if (hours == 0) {
            return minutes + " min " + seconds % 60 + " s";
        }
        return hours < 24 ? hours + " h " + minutes % 60 + " min" : hours / 24 + " d " + hours % 24 + " h";
    }

    private static String scaled(long bytes) {
        double value = (double) bytes / STEP;
        int unit = 0;
        while (value >= ROUNDS_UP_TO_STEP) {
            value /= STEP;
            unit++;
        }
        return (value < ROUNDS_UP_TO_HUNDRED ? tenths(value) : Long.toString(Math.round(value))) + " "
                + UNITS.get(unit);
    }

    private static String tenths(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
