package io.rtftp.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that is measured.
 *
 * @param name what stands in the table
 * @param unit of the figure
 * @param file the file asked for, in the root that all servers serve
 * @param windows whether it asks for a window (RFC 7440), which not every server has
 * @param arguments of the load generator, beside the file
 */
record Lane(String name, Unit unit, String file, boolean windows, List<String> arguments) {

    /** What a figure counts. */
    enum Unit {
        MEBIBYTES_PER_SECOND("MiB/s"),
        REQUESTS_PER_SECOND("/s");

        final String text;

        Unit(String text) {
            this.text = text;
        }
    }

    /** The name of a file that no root has. */
    static final String MISSING = "missing";

    /** All lanes, in the order of the table. */
    static final List<Lane> ALL = List.of(
            one("1 client, 1468, window 1", "64m", 1, "--spin", "200"),
            one("1 client, 1468, window 4", "64m", 4),
            one("1 client, 1468, window 16", "64m", 16),
            one("1 client, 1468, window 64", "64m", 64),
            megabytes("1 client, 512, no options", "64m", "--concurrency", "1", "--total", "1", "--spin", "200"),
            megabytes("64 clients, 1468, window 1", "8m", "--concurrency", "64", "--total", "64", "--blksize", "1468"),
            megabytes(
                    "1,000 clients, 1468, window 1",
                    "1m",
                    "--concurrency",
                    "1000",
                    "--total",
                    "1000",
                    "--blksize",
                    "1468"),
            requests("1 KiB files, 32 at once", "1k", "10000"),
            requests("missing files, 32 at once", MISSING, "20000"),
            new Lane(
                    "40 x 1 MiB, 1 % loss each way, window 16",
                    Unit.MEBIBYTES_PER_SECOND,
                    "1m",
                    true,
                    List.of(
                            "--concurrency",
                            "8",
                            "--total",
                            "40",
                            "--blksize",
                            "1468",
                            "--windowsize",
                            "16",
                            "--loss",
                            "1",
                            "--seed",
                            "7")));

    private static Lane one(String name, String file, int window, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--concurrency", "1", "--total", "1", "--blksize", "1468"));
        if (window > 1) {
            arguments.addAll(List.of("--windowsize", String.valueOf(window)));
        }
        arguments.addAll(List.of(more));
        return new Lane(name, Unit.MEBIBYTES_PER_SECOND, file, window > 1, List.copyOf(arguments));
    }

    private static Lane megabytes(String name, String file, String... arguments) {
        return new Lane(name, Unit.MEBIBYTES_PER_SECOND, file, false, List.of(arguments));
    }

    private static Lane requests(String name, String file, String total) {
        return new Lane(name, Unit.REQUESTS_PER_SECOND, file, false, List.of("--concurrency", "32", "--total", total));
    }
}
