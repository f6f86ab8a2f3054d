package io.rtftp.local.internal.place;

import io.rtftp.local.internal.kernel.KnownRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A TFTP root whose own symbolic links are followed once a second and not for every request. Thread-safe. */
final class RealRoot {

    private static final long TRUSTED_NANOS = 1_000_000_000;

    /** File systems on disks of this machine, in its memory at least for the most part. */
    private static final Set<String> LOCAL = Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "tmpfs");

    private final Path path;
    private volatile @Nullable Followed followed;

    private record Followed(Path real, @Nullable KnownRoot glanced, long atNanos) {}

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
        if (known == null || isOld(known) || !below.startsWith(known.real)) {
            known = follow();
            followed = known;
        }
        return below.startsWith(known.real) ? Optional.of(known.real) : Optional.empty();
    }

    /** What may be read at a glance; null where nothing may, and where the links have not been followed for a second. Returns at once. */
    @Nullable
    KnownRoot glanced() {
        Followed known = followed;
        return known == null || isOld(known) ? null : known.glanced;
    }

    private Followed follow() throws IOException {
        Path real = path.toRealPath();
        boolean local = LOCAL.contains(Files.getFileStore(real).type());
        KnownRoot glanced = local ? new KnownRoot(path.toString(), (long) Files.getAttribute(real, "unix:dev")) : null;
        return new Followed(real, glanced, System.nanoTime());
    }

    private static boolean isOld(Followed known) {
        return System.nanoTime() - known.atNanos > TRUSTED_NANOS;
    }
}
