package io.rtftp.guestfs.internal.spool;

import java.util.BitSet;

/** Which parts of a file are here, in units of {@link #BYTES}. No I/O, no thread. */
final class Units {

    /** The least that is fetched at once: small, so that the first block of a file leaves early. */
    static final int BYTES = 256 << 10;

    private final long size;
    private final int count;
    private final BitSet here = new BitSet();

    Units(long size) {
        this.size = size;
        this.count = Math.toIntExact((size + BYTES - 1) / BYTES);
    }

    /** Whether all of the file is here. */
    boolean isWhole() {
        return here.cardinality() == count;
    }

    /** Whether these bytes are all here; {@code length} is at least 1. */
    boolean has(long position, int length) {
        int first = unit(position);
        int missing = here.nextClearBit(first);
        return missing > unit(position + length - 1);
    }

    /** The first byte of the first unit that is missing of these bytes and behind; {@code size} when none is. */
    long firstMissing(long position) {
        int missing = here.nextClearBit(unit(position));
        return missing >= count ? size : (long) missing * BYTES;
    }

    /** How many bytes from {@code position}, the start of a missing unit, are missing in one stretch, at most {@code most}. */
    int missingBytes(long position, int most) {
        int first = unit(position);
        int next = here.nextSetBit(first);
        long end = Math.min(next < 0 ? size : (long) next * BYTES, size);
        return (int) Math.min(end - position, most);
    }

    /** The bytes of the units that a stretch lies in. */
    static int spanning(long position, int length) {
        long end = (long) (unit(position + length - 1) + 1) * BYTES;
        return (int) Math.min(end - (long) unit(position) * BYTES, Integer.MAX_VALUE);
    }

    /** So many bytes without those of a unit that has only begun. */
    static int whole(int bytes) {
        return bytes / BYTES * BYTES;
    }

    /** These bytes, whole units, have come. */
    void add(long position, int length) {
        here.set(unit(position), unit(position + length - 1) + 1);
    }

    /** Nothing is here any more. */
    void clear() {
        here.clear();
    }

    private static int unit(long position) {
        return Math.toIntExact(position / BYTES);
    }
}
