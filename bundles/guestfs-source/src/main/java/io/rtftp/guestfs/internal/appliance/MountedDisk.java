package io.rtftp.guestfs.internal.appliance;

import io.rtftp.api.file.ListedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;

/** One view of a disk: as it was when it was attached. Calls run on its appliance's lane; after {@link #detach} all of them fail. */
public interface MountedDisk {

    /** What is mounted where, for a person to read, such as {@code partition 2 (ext4) at /}. */
    List<String> mounts();

    /** What an operator should know, such as {@code partition 2: journal not replayed (…); mounted with noload}. */
    List<String> notes();

    /**
     * Looks for a file. Symbolic links resolve inside the disk and its mounts, absolute ones from the disk's top.
     *
     * @param root the absolute path on the disk above which nothing may be reached
     * @param path relative to {@code root}, normalised
     */
    CompletionStage<Look> look(String root, String path);

    /** The entries of a directory, links followed; empty where there is none, or where it lies outside {@code root}. */
    CompletionStage<List<ListedFile>> list(String root, String directory);

    /**
     * Copies a part of a file to {@code target} on this host, at the same offset; the file there keeps its other bytes.
     *
     * @param realPath as {@link Look.Regular} gave it
     * @param position where the part begins, in bytes
     * @param length its length in bytes; the part must lie inside the file
     * @param arrived told now and then how many bytes of the part are there already, from the first on; on any thread
     */
    CompletionStage<Void> copy(String realPath, long position, int length, Path target, IntConsumer arrived);

    /** Unmounts and unplugs the disk and deletes the overlay; the appliance stays and can attach the next view. */
    CompletionStage<Void> detach();

    /** What was found at a path. */
    sealed interface Look {

        /**
         * A regular file.
         *
         * @param realPath absolute, without symbolic links
         * @param size in bytes
         */
        record Regular(String realPath, long size) implements Look {}

        /** No such file, or something that is no regular file; {@code why} is for a person to read. */
        record Missing(String why) implements Look {}

        /** The path leads outside the root through a symbolic link, or the file can't be given; {@code why} is for a person to read. */
        record Forbidden(String why) implements Look {}
    }
}
