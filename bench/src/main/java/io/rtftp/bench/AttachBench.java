package io.rtftp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The program behind {@code bench/attach}: how long a client waits for the first block from its disk, and how fast a file comes off it,
 * beside the plain way of libguestfs, on the same disk.
 */
public final class AttachBench {

    private static final String COLD = "cold launch with the disk as a drive (guestfish)";
    private static final String WARM = "warm appliance, disk plugged in";
    private static final String GENERATION = "new generation on an attached disk";
    private static final String SPOOL = "a file in the spool";
    private static final String DOWNLOAD = "64 MiB by libguestfs download, launch not counted (guestfish)";
    private static final String FIRST = "64 MiB through TFTP, first time";
    private static final String AGAIN = "64 MiB through TFTP, from the spool";
    private static final String LOCAL = "64 MiB through TFTP, a local file";

    private final Map<String, List<Double>> millis = new LinkedHashMap<>();
    private final Lab lab;
    private final Path tftpload;
    private final Path scratch;
    private final String accelerator;

    private AttachBench(Lab lab, Path tftpload, Path scratch, String accelerator) {
        this.accelerator = accelerator;
        this.lab = lab;
        this.tftpload = tftpload;
        this.scratch = scratch;
    }

    /**
     * Runs the benchmark.
     *
     * @param arguments the distribution, the load generator, a scratch directory, the number of rounds
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path scratch = Path.of(arguments[2]);
        try (Lab lab = Lab.open(Path.of(arguments[0]), scratch)) {
            AttachBench bench = new AttachBench(lab, Path.of(arguments[1]), scratch, workingAccelerator());
            int rounds = Integer.parseInt(arguments[3]);
            for (int round = 1; round <= rounds; round++) {
                System.err.println("round " + round + " of " + rounds);
                bench.round();
            }
            System.out.println(bench.markdown());
        }
    }

    private void round() throws IOException, InterruptedException {
        guestfish();
        lab.detachAndWarm();
        add(WARM, lab.firstDataNanos("boot/" + Lab.SMALL) / 1e6);
        lab.outliveFreshness();
        lab.awaitWarm();
        add(GENERATION, lab.firstDataNanos("boot/" + Lab.SMALL) / 1e6);
        add(SPOOL, lab.firstDataNanos("boot/" + Lab.SMALL) / 1e6);
        lab.outliveFreshness();
        lab.firstDataNanos("boot/" + Lab.SMALL); // the new generation, which is measured above
        add(FIRST, download(Lab.CLIENT, "srv/" + Lab.BIG));
        add(AGAIN, download(Lab.CLIENT, "srv/" + Lab.BIG));
        add(LOCAL, download("127.0.0.3", Lab.BIG));
    }

    /** The plain way: a handle with the disk as a drive, launched, mounted, and a file downloaded; then another, a large one. */
    private void guestfish() throws IOException, InterruptedException {
        Path target = scratch.resolve("downloaded");
        Path script = scratch.resolve("downloaded.fish");
        Files.write(
                script,
                List.of(
                        "download /boot/" + Lab.SMALL + " " + target,
                        "! date +%s%N",
                        "download /srv/" + Lab.BIG + " " + target,
                        "! date +%s%N"));
        ProcessBuilder builder = guestfish(
                List.of(
                        "guestfish",
                        "--ro",
                        "--format=raw",
                        "-a",
                        lab.disk().url(),
                        "-m",
                        "/dev/sda2:/",
                        "-m",
                        "/dev/sda1:/boot",
                        "-f",
                        script.toString()),
                accelerator);
        long begunNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<Long> ends = process.inputReader().lines().map(Long::valueOf).toList();
        if (process.waitFor() != 0) {
            throw new IOException("guestfish (package libguestfs-tools) ended with status " + process.exitValue());
        }
        add(COLD, (ends.get(0) - begunNanos) / 1e6);
        add(DOWNLOAD, (ends.get(1) - ends.get(0)) / 1e6);
        if (Files.mismatch(target, lab.content()) >= 0) {
            throw new IOException("guestfish downloaded something else");
        }
    }

    /** KVM can be there and not work, which the server finds out too. */
    private static String workingAccelerator() throws IOException, InterruptedException {
        Process probe = guestfish(List.of("guestfish", "--ro", "-a", "/dev/null", "run"), "force_kvm")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return probe.waitFor() == 0 ? "force_kvm" : "force_tcg";
    }

    private static ProcessBuilder guestfish(List<String> command, String accelerator) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LIBGUESTFS_BACKEND", "direct");
        builder.environment().put("LIBGUESTFS_BACKEND_SETTINGS", accelerator);
        return builder;
    }

    private double download(String client, String file) throws IOException, InterruptedException {
        Lane lane = new Lane(
                file,
                Lane.Unit.MEBIBYTES_PER_SECOND,
                file,
                true,
                List.of("--concurrency", "1", "--total", "1", "--blksize", "1468", "--windowsize", "16"));
        Measured measured = new Load(tftpload, lab.content(), client, 1).run(lane, lab.server());
        if (measured.failed() > 0) {
            throw new IOException(file + " did not arrive intact");
        }
        return Files.size(lab.content()) / 1048576.0 / measured.figure() * 1_000;
    }

    private void add(String what, double value) {
        millis.computeIfAbsent(what, unseen -> new ArrayList<>()).add(value);
    }

    private String markdown() {
        return table("from the request to the first block", COLD, List.of(COLD, WARM, GENERATION, SPOOL)) + "\n"
                + table("a file of 64 MiB", DOWNLOAD, List.of(DOWNLOAD, FIRST, AGAIN, LOCAL));
    }

    private String table(String title, String base, List<String> lanes) {
        StringBuilder text = new StringBuilder("| " + title + " | ms | ratio |\n|---|---:|---:|\n");
        for (String lane : lanes) {
            text.append(String.format(
                    Locale.ROOT, "| %s | %,.1f | %.3f |%n", lane, median(lane), median(lane) / median(base)));
        }
        return text.toString();
    }

    private double median(String lane) {
        return Measured.median(millis.getOrDefault(lane, List.of(Double.NaN)), value -> value);
    }
}
