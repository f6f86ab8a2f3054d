package io.rtftp.protocol.internal.net;

/**
 * The memory that the windows of all transfers may take together: a window's part of the file is in memory as long as it is out. What is
 * left is never given to one transfer whole, so that the next ones have windows too, smaller ones. Belongs to the loop.
 */
final class WindowBudget {

    /** What every transfer has, whatever is left: a block of any size fits. */
    static final int LEAST_BYTES = 65_536;

    private static final int SHARE = 8;

    private final long bytes;
    private long given;

    /** So many bytes for all. */
    WindowBudget(long bytes) {
        this.bytes = bytes;
    }

    /** A quarter of what this process may have. */
    static WindowBudget ofThisProcess() {
        return new WindowBudget(Runtime.getRuntime().maxMemory() / 4);
    }

    /** The largest window that the next transfer may have. */
    long mostBytes() {
        return Math.max(LEAST_BYTES, (bytes - given) / SHARE);
    }

    /** A transfer has a window of so many bytes. */
    void take(long windowBytes) {
        given += windowBytes;
    }

    /** It has it no longer. */
    void giveBack(long windowBytes) {
        given -= windowBytes;
    }
}
