package io.rtftp.guestfs.internal.spool;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

/** Copies parts of one file that does not change. */
@FunctionalInterface
public interface PartSource {

    /** Copies {@code length} bytes at {@code position} to the same offset of {@code target}, whose other bytes stay. */
    CompletionStage<Void> copy(long position, int length, Path target);
}
