package io.rtftp.watcher.internal.root;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * inotify on one directory at a time, by a path that may come to mean another directory. One thread's own, but for
 * {@link #wake}.
 */
final class DirectoryWatch implements AutoCloseable {

    private final Semaphore wakeups = new Semaphore(0);
    private volatile @Nullable WatchService service;
    private @Nullable WatchKey key;
    private @Nullable Watched watched;

    /**
     * What happened.
     *
     * @param names the files that something happened to, without their directory
     * @param anything whether something may have happened to any other file as well
     */
    record Changes(Set<Path> names, boolean anything) {

        private static final Changes NONE = new Changes(Set.of(), false);
        private static final Changes ANYTHING = new Changes(Set.of(), true);
    }

    /**
     * Sees to it that the directory that is at this path now is watched.
     *
     * @return whether it was not watched before, so that whatever is in it may be news
     * @throws IOException when there is no such directory or it can't be watched
     */
    boolean follow(Path directory) throws IOException {
        // Whether it is the same directory is part of the question: inotify goes on watching one that was renamed.
        Watched wanted = new Watched(
                directory,
                Optional.ofNullable(Files.readAttributes(directory, BasicFileAttributes.class)
                        .fileKey()));
        WatchKey present = key;
        if (present != null && present.isValid() && wanted.equals(watched)) {
            return false;
        }
        close();
        key = null;
        WatchService open = directory.getFileSystem().newWatchService();
        service = open;
        key = register(directory, open);
        watched = wanted;
        return true;
    }

    /** Waits until something happens or {@link #wake} is called, but not longer than this. */
    Changes await(long atMostNanos) throws InterruptedException {
        WatchService open = service;
        if (wakeups.tryAcquire(open == null ? atMostNanos : 0, TimeUnit.NANOSECONDS)) {
            wakeups.drainPermits();
            return Changes.NONE;
        }
        if (open == null) {
            return Changes.NONE;
        }
        try {
            WatchKey signalled = open.poll(atMostNanos, TimeUnit.NANOSECONDS);
            return signalled == null ? Changes.NONE : changes(signalled);
        } catch (ClosedWatchServiceException woken) {
            service = null;
            key = null;
            return Changes.ANYTHING;
        }
    }

    /** Ends a wait that goes on, or the next one. From any thread. */
    void wake() throws IOException {
        wakeups.release();
        close(); // nothing else ends a poll from outside; the next follow opens another one
    }

    @Override
    public void close() throws IOException {
        WatchService open = service;
        if (open != null) {
            open.close();
        }
    }

    private static @Nullable WatchKey register(Path directory, WatchService open) throws IOException {
        try {
            return directory.register(open, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
        } catch (ClosedWatchServiceException woken) {
            return null; // the wait that follows ends at once, and the next follow registers
        }
    }

    private static Changes changes(WatchKey signalled) {
        Set<Path> names = new LinkedHashSet<>();
        boolean anything = false;
        for (WatchEvent<?> event : signalled.pollEvents()) {
            if (event.kind() == OVERFLOW) {
                anything = true;
            } else if (event.context() instanceof Path name) {
                names.add(name);
            }
        }
        return new Changes(names, !signalled.reset() || anything);
    }

    private record Watched(Path directory, Optional<Object> identity) {}
}
