package io.rtftp.protocol.internal.transfer;

import io.rtftp.protocol.internal.wire.BlockNumber;

/**
 * What a transfer runs by, fixed before its first packet.
 *
 * @param size the bytes to send
 * @param blockSize bytes in every block but the last (RFC 2348)
 * @param windowSize blocks sent before an acknowledgement is due (RFC 7440)
 * @param optionsGranted whether it begins with an OACK (RFC 2347)
 * @param pacing how long it waits, and how often
 */
public record TransferTerms(long size, int blockSize, int windowSize, boolean optionsGranted, Pacing pacing) {

    private static final int BYTES_BEYOND = 1 << 20;

    /** Checks the sizes. */
    public TransferTerms {
        if (size < 0 || blockSize < 1 || windowSize < 1 || windowSize > BlockNumber.WINDOW_SIZE_MOST) {
            throw new IllegalArgumentException("cannot send " + size + " bytes in windows of " + windowSize
                    + " blocks of " + blockSize + " bytes");
        }
    }

    /** The bytes in a full window. */
    long windowBytes() {
        return (long) windowSize * blockSize;
    }

    /** How many blocks may follow a window for a client that counts its windows from elsewhere; none in lock step. */
    int blocksBeyondMost() {
        int wanted = windowSize == 1 ? 0 : Math.max(windowSize - 1, BYTES_BEYOND / blockSize);
        return Math.min(wanted, BlockNumber.WINDOW_SIZE_MOST - windowSize); // an old ACK must be known as one
    }

    /** The number of the last block; a file that fills its last block needs one more, empty, to mark the end (RFC 1350 §6). */
    long lastBlock() {
        return size / blockSize + 1;
    }

    /** Where block {@code block}, counted from 1, begins. */
    long position(long block) {
        return (block - 1) * blockSize;
    }

    /** How many bytes block {@code block} has. */
    int length(long block) {
        return (int) Math.min(blockSize, size - position(block));
    }
}
