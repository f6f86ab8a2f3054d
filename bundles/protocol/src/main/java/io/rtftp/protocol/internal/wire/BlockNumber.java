package io.rtftp.protocol.internal.wire;

/** Block numbers on the wire: 16 bits of a count that goes on, 0 after 65535. */
public final class BlockNumber {

    /** Half of the numbers there are: in a larger window an old ACK could pass for one of a block that is out. */
    public static final int WINDOW_SIZE_MOST = 32_767;

    private BlockNumber() {}

    /** The number on the wire of the block counted {@code block}. */
    public static int of(long block) {
        return (int) (block & 0xFFFF);
    }

    /** How many blocks after {@code block} the next one with the number {@code number} comes, 0 to 65535. */
    public static int distance(long block, int number) {
        return (number - (int) block) & 0xFFFF;
    }
}
