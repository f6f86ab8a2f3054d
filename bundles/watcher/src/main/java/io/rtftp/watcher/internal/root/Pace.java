package io.rtftp.watcher.internal.root;

import java.time.Duration;

/**
 * How often the root is looked through without being asked to.
 *
 * @param watched while inotify works: what it doesn't tell, such as a change behind a symbolic link or on NFS, is found by this
 * @param unwatched while there is no such directory, or it can't be watched
 */
public record Pace(Duration watched, Duration unwatched) {

    /** For a server at work. */
    public static final Pace USUAL = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(1));
}
