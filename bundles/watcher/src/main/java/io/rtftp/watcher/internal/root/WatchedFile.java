package io.rtftp.watcher.internal.root;

import io.rtftp.api.watch.RootListener;
import io.rtftp.watcher.internal.file.Sight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** One disk description: what was last seen of it and what was told of it. Knows no clock and reads no file. */
final class WatchedFile {

    /** Editors move a file away and write it anew: so long may a file be missing before it counts as gone. */
    static final Duration GONE_AFTER = Duration.ofMillis(100);

    /** So long a file must be flawed in the same way before somebody hears of it: until then it may be being written. */
    static final Duration INVALID_AFTER = Duration.ofSeconds(2);

    private final Path file;
    private Sight seen = new Sight.Absent();
    private long seenSinceNanos;
    private boolean settled;
    private Optional<String> inForce = Optional.empty();
    private Optional<String> complaint = Optional.empty();

    WatchedFile(Path file, long nowNanos) {
        this.file = file;
        this.seenSinceNanos = nowNanos;
    }

    /** Takes what a look showed, and tells what follows from it. */
    void onSight(Sight sight, long nowNanos, RootListener out) {
        if (!sight.equals(seen)) {
            seen = sight;
            seenSinceNanos = nowNanos;
            settled = false;
        }
        if (untilSettledNanos(nowNanos) > 0) {
            return;
        }
        settled = true;
        if (sight instanceof Sight.Complete complete) {
            settlePresent(complete.json(), out);
        } else if (sight instanceof Sight.Flawed flawed) {
            settleInvalid(flawed.reason(), out);
        } else {
            leave(out);
        }
    }

    /** How long what was last seen must stay as it is before it is told; 0 or less when it has been long enough. */
    long untilSettledNanos(long nowNanos) {
        return patience(seen).toNanos() - (nowNanos - seenSinceNanos);
    }

    /** Whether another look is needed to be sure of what was last seen. */
    boolean isUnsettled() {
        return !settled;
    }

    /** Whether nothing is there and nobody thinks that there is. */
    boolean isForgotten() {
        return settled && seen instanceof Sight.Absent;
    }

    /** Tells a newcomer what others were told: the content in force, and what is wrong with the present one. */
    void repeat(RootListener newcomer) {
        inForce.ifPresent(json -> newcomer.filePresent(file, json));
        complaint.ifPresent(reason -> newcomer.fileInvalid(file, reason));
    }

    /** Tells those who heard of the file that it is gone. */
    void leave(RootListener out) {
        if (inForce.isPresent() || complaint.isPresent()) {
            inForce = Optional.empty();
            complaint = Optional.empty();
            out.fileGone(file);
        }
    }

    private void settlePresent(String json, RootListener out) {
        if (complaint.isPresent() || !inForce.equals(Optional.of(json))) {
            inForce = Optional.of(json);
            complaint = Optional.empty();
            out.filePresent(file, json);
        }
    }

    private void settleInvalid(String reason, RootListener out) {
        if (!complaint.equals(Optional.of(reason))) {
            complaint = Optional.of(reason);
            out.fileInvalid(file, reason);
        }
    }

    private static Duration patience(Sight sight) {
        if (sight instanceof Sight.Complete) {
            return Duration.ZERO;
        }
        return sight instanceof Sight.Flawed ? INVALID_AFTER : GONE_AFTER;
    }
}
