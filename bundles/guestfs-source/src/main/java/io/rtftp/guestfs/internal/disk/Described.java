package io.rtftp.guestfs.internal.disk;

import io.rtftp.api.disk.DiskView;
import io.rtftp.guestfs.internal.description.DiskDescription;
import io.rtftp.guestfs.internal.source.DiskSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one client's description.
 *
 * @param file where it lies
 * @param description what it last said that could be understood
 * @param error what is wrong with it now; empty where nothing is
 */
record Described(Path file, Optional<DiskDescription> description, String error) {

    /** The disk it describes; empty where it was never understood. */
    Optional<DiskSource> source() {
        return description.map(DiskDescription::source);
    }

    /** How operators see a description that was never understood. */
    DiskView invalidView(String client) {
        return new DiskView(
                String.valueOf(file.getFileName()),
                "",
                DiskView.State.INVALID,
                List.of(client),
                List.of(file),
                0,
                Duration.ZERO,
                List.of(),
                new DiskView.DiskUse(0, 0, 0, 0),
                Optional.empty(),
                error,
                List.of());
    }
}
