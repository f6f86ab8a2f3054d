package io.rtftp.bench;

import io.rtftp.testkit.disk.Bytes;
import io.rtftp.testkit.disk.DiskImage;
import io.rtftp.testkit.disk.Filesystem;
import io.rtftp.testkit.disk.NbdServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A disk on an NBD server, and RTFTP with a client whose disk it is. Owns both; ended by {@link #close}. */
final class Lab implements AutoCloseable {

    /** The client of the disk. */
    static final String CLIENT = "127.0.0.2";

    /** A file of one block. */
    static final String SMALL = "config.txt";

    /** A file of 64 MiB, on the disk and in {@code default/}. */
    static final String BIG = "64m";

    private static final int PORT = 7075;
    private static final int REFRESH_AFTER_SECONDS = 5;
    private static final int BIG_BYTES = 64 << 20;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(4);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Path distribution;
    private final Path data;
    private final Path content;
    private final NbdServer disk;
    private final RunningServer server;

    private Lab(Path distribution, Path data, Path content, NbdServer disk, RunningServer server) {
        this.distribution = distribution;
        this.data = data;
        this.content = content;
        this.disk = disk;
        this.server = server;
    }

    /** Makes the disk, and starts both servers. */
    static Lab open(Path distribution, Path scratch) throws IOException {
        byte[] big = Bytes.noise(BIG_BYTES, 1);
        Path root = Files.createDirectories(scratch.resolve("attach-root"));
        Path content = Files.createDirectories(root.resolve("default")).resolve(BIG);
        Files.write(content, big);
        Path image = scratch.resolve("attach.img");
        DiskImage.at(image)
                .partition(Filesystem.fat().mebibytes(40).file(SMALL, "kernel=64m\n"))
                .partition(
                        Filesystem.ext4().mebibytes(160).file("boot/.keep", "").file("srv/" + BIG, big))
                .build();
        NbdServer disk = NbdServer.of(image).export("disk").start();
        Files.writeString(root.resolve(CLIENT + ".nbd"), """
                { "url": "%s", "mounts": [ { "partition": 2, "mountpoint": "/" }, { "partition": 1, "mountpoint": "/boot" } ] }
                """.formatted(disk.url()));
        configure(distribution);
        Path data = scratch.resolve("attach-data");
        Contender rtftp = new Contender(
                "RTFTP with a disk",
                Contender.Role.OURS,
                true,
                "127.0.0.1",
                PORT,
                List.of(
                        distribution.resolve("bin/rtftp").toString(),
                        "--listen",
                        "127.0.0.1:" + PORT,
                        "--root",
                        root.toString(),
                        "--data",
                        data.toString()),
                Map.of());
        try {
            return new Lab(distribution, data, content, disk, RunningServer.start(rtftp, scratch));
        } catch (IOException failed) {
            disk.close();
            throw failed;
        }
    }

    RunningServer server() {
        return server;
    }

    NbdServer disk() {
        return disk;
    }

    /** What {@link #BIG} holds, for comparison. */
    Path content() {
        return content;
    }

    /** Nanoseconds until the client has the first block of a file. */
    long firstDataNanos(String file) throws IOException {
        return FirstData.nanos(CLIENT, PORT, file);
    }

    /** Lets the disk go, and waits until an appliance without a disk is warm. */
    void detachAndWarm() throws IOException, InterruptedException {
        String name = "127.0.0.1:" + disk.port() + "/" + disk.export();
        command("disk-detach", name);
        awaitWarm();
    }

    /** Waits until an appliance without a disk is warm, so that none boots beside what is measured. */
    void awaitWarm() throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
        while (!command("appliances").contains(" warm ")) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new IOException("no appliance got warm: " + command("appliances"));
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** Waits until a view of the disk opened before this is too old for a client that begins to boot. */
    void outliveFreshness() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(REFRESH_AFTER_SECONDS * 1_000L + 500));
    }

    @Override
    public void close() {
        server.close();
        disk.close();
    }

    /** One view for a lane, a new one for the next. */
    private static void configure(Path distribution) throws IOException {
        Path file = distribution.resolve("etc/io.rtftp.cfg");
        List<String> kept = Files.readAllLines(file).stream()
                .filter(line -> !line.matches("\\s*(refresh_after|disk_timeout)\\s*=.*"))
                .toList();
        Files.write(file, kept);
        Files.writeString(
                file,
                "\nrefresh_after = " + REFRESH_AFTER_SECONDS + "\ndisk_timeout = 120\n",
                StandardOpenOption.APPEND);
    }

    private String command(String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(distribution.resolve("bin/rtftpctl").toString(), "--data", data.toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", words) + ": " + said);
        }
        return said;
    }
}
