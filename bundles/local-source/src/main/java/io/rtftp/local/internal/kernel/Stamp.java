package io.rtftp.local.internal.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What tells a file's content from what it was and will be: which file it is, its size, and when it changed last. */
final class Stamp {

    private final long[] fields;

    /** As statx(2) gives them; times in seconds and nanoseconds. */
    Stamp(
            long device,
            long inode,
            long size,
            long modifiedSeconds,
            long modifiedNanos,
            long changedSeconds,
            long changedNanos) {
        fields = new long[] {device, inode, size, modifiedSeconds, modifiedNanos, changedSeconds, changedNanos};
    }

    /** The file's size in bytes. */
    long size() {
        return fields[2];
    }

    /** When it was last changed in any way, in seconds of the epoch. */
    long lastChangeSeconds() {
        return Math.max(fields[3], fields[5]);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Stamp stamp && Arrays.equals(fields, stamp.fields);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fields);
    }
}
