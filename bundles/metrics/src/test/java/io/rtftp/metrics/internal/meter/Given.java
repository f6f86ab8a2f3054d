package io.rtftp.metrics.internal.meter;

import io.rtftp.api.disk.DiskView;
import io.rtftp.api.disk.DiskView.DiskUse;
import io.rtftp.api.transfer.TransferProgress;
import io.rtftp.api.transfer.TransferTerms;
import io.rtftp.api.transfer.TransferView;
import io.rtftp.api.transfer.TransferView.State;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Views for tests. */
final class Given {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private Given() {}

    /** A transfer from a place with so much of it done, 250 ms old, whose first block took 3 ms where it has sent anything. */
    static TransferView transfer(long id, State state, String place, long bytes) {
        return transfer(
                id,
                state,
                place,
                new TransferProgress(
                        OptionalLong.empty(),
                        bytes,
                        bytes / 1_000,
                        bytes / 10_000,
                        Duration.ofMillis(2),
                        bytes > 0 ? Duration.ofMillis(3) : Duration.ZERO,
                        Duration.ZERO));
    }

    private static TransferView transfer(long id, State state, String place, TransferProgress progress) {
        return new TransferView(
                id,
                new InetSocketAddress("192.0.2.5", 2070),
                new InetSocketAddress("192.0.2.1", 40_123),
                "boot/vmlinuz",
                "",
                place,
                state,
                new TransferTerms("octet", Map.of(), Map.of(), 512, 1),
                progress,
                NOW.plusSeconds(id),
                Duration.ofMillis(250),
                "");
    }

    /** A disk in this state, from which so much was read. */
    static DiskView disk(String name, DiskView.State state, long bytesRead) {
        return new DiskView(
                name,
                "",
                state,
                List.of(),
                List.of(),
                1,
                Duration.ZERO,
                List.of(),
                new DiskUse(2, 1, bytesRead, 0),
                Optional.empty(),
                "",
                List.of());
    }
}
