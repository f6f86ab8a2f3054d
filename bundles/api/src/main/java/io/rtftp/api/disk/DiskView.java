package io.rtftp.api.disk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One remote disk at one moment; a snapshot that does not change.
 *
 * @param name what operators call it: its server and export, or the file's name where it could not be read
 * @param url where it is, without secrets; empty where the description could not be read
 * @param state whether it can be read now
 * @param clients the addresses whose {@code .nbd} files describe it
 * @param descriptions those files
 * @param generation the number of the view in use, counted from 1 since the disk was first attached; 0 before that
 * @param generationAge since that view was opened; zero where there is none
 * @param mounts what is mounted where, for a person to read, such as {@code partition 2 (ext4) at /}
 * @param use what it is being used for
 * @param appliance the appliance that reads it
 * @param lastError the last thing that went wrong, for a person to read; empty where nothing did
 * @param notes what an operator should know of the view in use, such as a journal that could not be replayed
 */
public record DiskView(
        String name,
        String url,
        State state,
        List<String> clients,
        List<Path> descriptions,
        int generation,
        Duration generationAge,
        List<String> mounts,
        DiskUse use,
        Optional<ApplianceView> appliance,
        String lastError,
        List<String> notes) {

    /** Copies the lists. */
    public DiskView {
        clients = List.copyOf(clients);
        descriptions = List.copyOf(descriptions);
        mounts = List.copyOf(mounts);
        notes = List.copyOf(notes);
    }

    /**
     * What a disk is used for.
     *
     * @param openFiles files that transfers have open
     * @param waitingRequests requests that wait for it
     * @param bytesRead read from it since the server started
     * @param spoolBytes held in the spool now
     */
    public record DiskUse(int openFiles, int waitingRequests, long bytesRead, long spoolBytes) {}

    /** Whether a disk can be read. */
    public enum State {
        /** Known, not attached: the next request attaches it. */
        DETACHED,
        /** An appliance is being waited for, or the disk is being attached to it. */
        ATTACHING,
        /** Mounted: requests are answered. */
        READY,
        /** It could not be attached or read; the next request tries again, after a back-off. */
        BROKEN,
        /** Its description was never readable; {@link DiskView#lastError} says why. */
        INVALID
    }
}
