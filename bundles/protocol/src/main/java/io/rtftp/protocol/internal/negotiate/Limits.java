package io.rtftp.protocol.internal.negotiate;

/**
 * What the server grants at most.
 *
 * @param blockSizeMax bytes in a block (RFC 2348), already cut to what fits the path to this client
 * @param windowBytesMax bytes in a window, whatever was asked (RFC 7440)
 */
public record Limits(int blockSizeMax, int windowBytesMax) {

    /** The smallest block there is (RFC 2348). */
    public static final int BLOCK_SIZE_LEAST = 8;

    /** Checks that a block fits both. */
    public Limits {
        if (blockSizeMax < BLOCK_SIZE_LEAST || windowBytesMax < BLOCK_SIZE_LEAST) {
            throw new IllegalArgumentException("blocks of at most " + blockSizeMax + " bytes in windows of at most "
                    + windowBytesMax + ": no block has fewer than " + BLOCK_SIZE_LEAST + " bytes");
        }
    }

    /** The same with windows of at most so many bytes. */
    public Limits withWindowOf(long bytesMost) {
        return bytesMost < windowBytesMax ? new Limits(blockSizeMax, (int) bytesMost) : this;
    }
}
