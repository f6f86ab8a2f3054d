package io.rtftp.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.disk.Bytes;
import io.rtftp.testkit.disk.DiskImage;
import io.rtftp.testkit.disk.Filesystem;
import io.rtftp.testkit.disk.NbdServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that has seen many boots holds what it held at first. 500 machines boot from local files, 40 names each, a third of which
 * are not there; beside them one boots from its disk, which is read anew, let go and attached again all the time.
 * {@code bench/age} runs 20,000 boots.
 */
class AgeIT {

    private static final int BOOTS = Integer.getInteger("rtftp.boots", 200);
    private static final int BOOTS_BEFORE = 50; // until what is remembered of ended transfers is full
    private static final String MACHINE_WITH_DISK = "127.0.0.2";
    private static final int DISK_BOOTS_LEAST = 3;
    private static final Duration CALM_WITHIN = Duration.ofMinutes(4);
    private static final long HEAP_BYTES_MORE = 6 << 20;

    @TempDir
    Path work = Path.of("");

    @Test
    void aServerHoldsNoMoreAfterManyBootsThanAtFirst() throws Exception {
        Machines.Files files = Machines.Files.make(work.resolve("root/default"));
        Map<String, byte[]> onDisk = new LinkedHashMap<>();
        onDisk.put("kernel", Bytes.noise(400_000, 4));
        onDisk.put("initrd", Bytes.noise(900_000, 5));
        Filesystem boot = Filesystem.ext4();
        for (Map.Entry<String, byte[]> file : onDisk.entrySet()) {
            boot = boot.file(file.getKey(), file.getValue());
        }
        DiskImage image = DiskImage.at(work.resolve("disk.img")).partition(boot).build();
        Distribution distribution = configured(Distribution.unpack(work));
        try (NbdServer disk = NbdServer.of(image.file()).start()) {
            Files.writeString(
                    work.resolve("root").resolve(MACHINE_WITH_DISK + ".nbd"),
                    "{ \"url\": \"%s\", \"mounts\": [ { \"partition\": 1, \"mountpoint\": \"/\" } ] }"
                            .formatted(disk.url()));
            try (ServerProcess server = distribution.start(
                    data(),
                    Map.of(),
                    "--listen",
                    "127.0.0.1:0",
                    "--root",
                    work.resolve("root").toString(),
                    "--idle-timeout",
                    "3")) {
                grow(distribution, server, files, new Machines.Files(onDisk));
            }
        }
    }

    private void grow(Distribution distribution, ServerProcess server, Machines.Files files, Machines.Files onDisk)
            throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.readyPort());
        Innards innards = new Innards(server.process().pid());
        Machines machines = new Machines(address, server.process(), files);
        machines.boot(BOOTS_BEFORE);
        machines.bootFromDisk(MACHINE_WITH_DISK, onDisk);
        awaitCalm(distribution, innards);
        Innards.Count before = innards.count();

        long startNanos = System.nanoTime();
        int diskBoots = machines.bootBesideDisk(BOOTS, MACHINE_WITH_DISK, onDisk, DISK_BOOTS_LEAST);
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
        awaitCalm(distribution, innards);
        Innards.Count after = innards.count();

        System.out.printf(
                "age: %,d boots of %d requests in %d s, and %d from a disk%nage: before: %s%nage: after:  %s%n",
                BOOTS, Machines.REQUESTS, seconds, diskBoots, before, after);
        innards.awaitNoMoreThan(before);
        innards.awaitHeap(before.heapBytes() + HEAP_BYTES_MORE);
        innards.awaitNone("io.rtftp.protocol.internal.net.Session");
        server.process().destroy();
        assertThat(server.end().status()).isZero();
    }

    /** Waits until no transfer runs, no disk is attached, one appliance is warm, and the spool is empty. */
    private void awaitCalm(Distribution distribution, Innards innards) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + CALM_WITHIN.toNanos();
        while (true) {
            String status = command(distribution, "status");
            String appliances = command(distribution, "appliances");
            long spool = spoolBytes();
            if (status.matches("(?s).*transfers +none +running now.*")
                    && appliances.contains(" warm ")
                    && innards.descendants("qemu") == 1
                    && spool == 0) {
                return;
            }
            assertThat(System.nanoTime() - deadline)
                    .as("%s%n%s%nspool: %d bytes", status, appliances, spool)
                    .isNegative();
        }
    }

    private String command(Distribution distribution, String command) throws IOException, InterruptedException {
        return distribution
                .run(work.resolve("ctl"), "rtftpctl", "--data", data().toString(), command)
                .out();
    }

    /** What is in the spool; more than nothing while it is being emptied. */
    private long spoolBytes() throws IOException {
        try (Stream<Path> files = Files.walk(work.resolve("spool"))) {
            return files.map(Path::toFile)
                    .filter(file -> file.isFile() && !file.getPath().contains("appliance"))
                    .mapToLong(java.io.File::length)
                    .sum();
        } catch (UncheckedIOException | NoSuchFileException vanished) {
            return 1;
        }
    }

    private Distribution configured(Distribution distribution) throws IOException {
        Files.createDirectories(work.resolve("spool"));
        Files.writeString(
                distribution.home().resolve("etc/io.rtftp.cfg"),
                "\nrefresh_after = 1\ndisk_timeout = 120\nspool_dir = " + work.resolve("spool") + "\n",
                StandardOpenOption.APPEND);
        return distribution;
    }

    private Path data() {
        return work.resolve("data");
    }
}
