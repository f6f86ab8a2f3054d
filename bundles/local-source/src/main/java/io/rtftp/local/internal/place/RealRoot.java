package io.rtftp.local.internal.place;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A TFTP root whose own symbolic links are followed once a second and not for every request. Thread-safe. */
final class RealRoot {

    private static final long TRUSTED_NANOS = 1_000_000_000;

    private final Path path;
    private volatile @Nullable Followed followed;

    private record Followed(Path real, long atNanos) {}

    /** Nothing is followed yet. */
    RealRoot(Path path) {
        this.path = path;
    }

    /** As it is configured. */
    Path path() {
        return path;
    }

    /** The root without symbolic links, if {@code below}, which has none either, lies in it. */
    Optional<Path> above(Path below) throws IOException {
        Followed known = followed;
        // A root that has just been moved must not make its own files look as if they lay outside.
        if (known == null || System.nanoTime() - known.atNanos > TRUSTED_NANOS || !below.startsWith(known.real)) {
            known = new Followed(path.toRealPath(), System.nanoTime());
            followed = known;
        }
        return below.startsWith(known.real) ? Optional.of(known.real) : Optional.empty();
    }
}
