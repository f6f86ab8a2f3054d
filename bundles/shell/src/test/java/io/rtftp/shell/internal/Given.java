package io.rtftp.shell.internal;

import io.rtftp.api.disk.ApplianceView;
import io.rtftp.api.disk.DiskView;
import io.rtftp.api.disk.DiskView.DiskUse;
import io.rtftp.api.transfer.TransferProgress;
import io.rtftp.api.transfer.TransferTerms;
import io.rtftp.api.transfer.TransferView;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.NullMarked;

/** The snapshots that tests show: a fixed moment, three transfers, three disks. */
@NullMarked
public final class Given {

    /** The moment of the snapshots. */
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00.250Z");

    private static final int EIGHT_MIB = 8 << 20;

    private Given() {}

    /** Half-way through a kernel from a disk, with a window. */
    public static TransferView sending() {
        return new TransferView(
                17,
                new InetSocketAddress("192.0.2.5", 2070),
                new InetSocketAddress("192.0.2.1", 40_123),
                "boot/vmlinuz",
                "disk lab7:/boot/vmlinuz",
                "disk",
                TransferView.State.SENDING,
                terms(ordered("tsize", "0", "blksize", "1468", "windowsize", "16"), 1468, 16),
                new TransferProgress(
                        OptionalLong.of(EIGHT_MIB),
                        EIGHT_MIB / 2,
                        3,
                        1,
                        Duration.ofNanos(1_240_000),
                        Duration.ofNanos(1_560_000),
                        Duration.ofNanos(310_000)),
                NOW.minusMillis(1_250),
                Duration.ofMillis(1_250),
                "");
    }

    /** Nothing is known of the file yet; the client asked without options, over IPv6. */
    public static TransferView resolving() {
        return new TransferView(
                18,
                new InetSocketAddress("2001:db8::5", 2071),
                new InetSocketAddress("2001:db8::1", 40_124),
                "grub/grub.cfg",
                "",
                "",
                TransferView.State.RESOLVING,
                terms(Map.of(), 0, 0),
                new TransferProgress(OptionalLong.empty(), 0, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                NOW.minusMillis(40),
                Duration.ofMillis(40),
                "");
    }

    /** Ended without a file. */
    public static TransferView notFound(long id, String client) {
        return new TransferView(
                id,
                new InetSocketAddress(client, 2072),
                new InetSocketAddress("192.0.2.1", 40_125),
                "pxelinux.cfg/default",
                "",
                "",
                TransferView.State.NOT_FOUND,
                terms(Map.of(), 512, 1),
                new TransferProgress(OptionalLong.empty(), 0, 0, 0, Duration.ofMillis(2), Duration.ZERO, Duration.ZERO),
                NOW.minusSeconds(192),
                Duration.ofMillis(2),
                "no place has it");
    }

    private static TransferTerms terms(Map<String, String> asked, int blockSize, int windowSize) {
        Map<String, String> agreed = new LinkedHashMap<>(asked);
        agreed.computeIfPresent("tsize", (name, zero) -> Integer.toString(EIGHT_MIB));
        return new TransferTerms("octet", asked, agreed, blockSize, windowSize);
    }

    private static Map<String, String> ordered(String... namesAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /** An appliance that reads {@link #readyDisk}. */
    public static ApplianceView applianceInUse() {
        return new ApplianceView(
                1, ApplianceView.State.IN_USE, 41_234, 512L << 20, Duration.ofMinutes(65), "192.0.2.9:10809/lab7");
    }

    /** An appliance that has just been started: no process is known yet. */
    public static ApplianceView applianceLaunching() {
        return new ApplianceView(2, ApplianceView.State.LAUNCHING, 0, 0, Duration.ofMillis(900), "");
    }

    /** Mounted, in use by two clients. */
    public static DiskView readyDisk() {
        return new DiskView(
                "192.0.2.9:10809/lab7",
                "nbd://192.0.2.9:10809/lab7",
                DiskView.State.READY,
                List.of("192.0.2.5", "192.0.2.6"),
                List.of(Path.of("/srv/tftp/192.0.2.5.nbd"), Path.of("/srv/tftp/192.0.2.6.nbd")),
                3,
                Duration.ofMillis(12_400),
                List.of("partition 2 (ext4) at /", "partition 1 (vfat) at /boot"),
                new DiskUse(1, 0, 40L << 20, 8L << 20),
                Optional.of(applianceInUse()),
                "",
                List.of("the journal of partition 2 was replayed into the overlay"));
    }

    /** Its server refuses connections. */
    public static DiskView brokenDisk() {
        return new DiskView(
                "192.0.2.9:10809/lab8",
                "nbd://192.0.2.9:10809/lab8",
                DiskView.State.BROKEN,
                List.of("192.0.2.8"),
                List.of(Path.of("/srv/tftp/192.0.2.8.nbd")),
                0,
                Duration.ZERO,
                List.of(),
                new DiskUse(0, 2, 0, 0),
                Optional.empty(),
                "nbd://192.0.2.9:10809/lab8: Connection refused",
                List.of());
    }

    /** Its description is not readable. */
    public static DiskView invalidDisk() {
        return new DiskView(
                "192.0.2.10.nbd",
                "",
                DiskView.State.INVALID,
                List.of("192.0.2.10"),
                List.of(Path.of("/srv/tftp/192.0.2.10.nbd")),
                0,
                Duration.ZERO,
                List.of(),
                new DiskUse(0, 0, 0, 0),
                Optional.empty(),
                "192.0.2.10.nbd: unknown key \"urll\" at line 2, column 3",
                List.of());
    }
}
