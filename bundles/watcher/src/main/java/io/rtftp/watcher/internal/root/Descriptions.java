package io.rtftp.watcher.internal.root;

import io.rtftp.api.watch.RootListener;
import io.rtftp.watcher.internal.file.Sight;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The disk descriptions of one TFTP root. Not thread-safe; knows no clock. */
final class Descriptions {

    private final Function<Path, Sight> eyes;
    private final RootListener out;
    private final Map<Path, WatchedFile> files = new TreeMap<>();

    /**
     * No descriptions yet.
     *
     * @param eyes what lies at a path now
     * @param out told what is new
     */
    Descriptions(Function<Path, Sight> eyes, RootListener out) {
        this.eyes = eyes;
        this.out = out;
    }

    /** Something may have happened to this file: looks at it. */
    void onHint(Path file, long nowNanos) {
        WatchedFile watched = files.computeIfAbsent(file, name -> new WatchedFile(name, nowNanos));
        watched.onSight(eyes.apply(file), nowNanos, out);
        if (watched.isForgotten()) {
            files.remove(file);
        }
    }

    /** The root was listed: looks at every file there, and at every file that was there. */
    void onScan(Collection<Path> listed, long nowNanos) {
        Set<Path> all = new LinkedHashSet<>(files.keySet());
        all.addAll(listed);
        all.forEach(file -> onHint(file, nowNanos));
    }

    /** Looks again at the files whose time has come. */
    void onTime(long nowNanos) {
        List<Path> due = files.entrySet().stream()
                .filter(entry ->
                        entry.getValue().isUnsettled() && entry.getValue().untilSettledNanos(nowNanos) <= 0)
                .map(Map.Entry::getKey)
                .toList();
        due.forEach(file -> onHint(file, nowNanos));
    }

    /** How long until {@link #onTime} has something to do; {@link Long#MAX_VALUE} when nothing waits. */
    long untilDueNanos(long nowNanos) {
        return files.values().stream()
                .filter(WatchedFile::isUnsettled)
                .mapToLong(file -> Math.max(0, file.untilSettledNanos(nowNanos)))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Tells a newcomer everything that is in force. */
    void repeat(RootListener newcomer) {
        files.values().forEach(file -> file.repeat(newcomer));
    }

    /** The root is another one from now on: every file is gone, at once. */
    void onRootLeft() {
        files.values().forEach(file -> file.leave(out));
        files.clear();
    }
}
