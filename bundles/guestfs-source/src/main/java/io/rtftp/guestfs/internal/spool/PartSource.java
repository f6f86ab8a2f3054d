package io.rtftp.guestfs.internal.spool;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;

/** Copies parts of one file that does not change. */
@FunctionalInterface
public interface PartSource {

    /**
     * Copies {@code length} bytes at {@code position} to the same offset of {@code target}, whose other bytes stay.
     *
     * @param arrived told now and then how many of the bytes are there already, from the first on; on any thread
     */
    CompletionStage<Void> copy(long position, int length, Path target, IntConsumer arrived);
}
