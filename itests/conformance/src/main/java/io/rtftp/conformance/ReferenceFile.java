package io.rtftp.conformance;

import io.rtftp.testkit.disk.Bytes;
import java.nio.charset.StandardCharsets;

/** The files that a server's root must hold; their content is fixed, so that a download can be compared without the root. */
public enum ReferenceFile {
    /** An ordinary file. */
    KERNEL("boot/kernel", 50_000, 7),
    /** What shim asks for. */
    GRUB("grubx64.efi", 40_000, 8),
    /** What a Raspberry Pi asks for. */
    START4("1a2b3c4d/start4.elf", 60_000, 9),
    /** Nine blocks of 512 bytes and a bit. */
    TEN_BLOCKS("ten-blocks", 9 * 512 + 100, 10),
    /** Ten full blocks of 512 bytes. */
    FULL_BLOCKS("full-blocks", 10 * 512, 11),
    /** Nothing in it. */
    EMPTY("empty", 0, 0),
    /** More than 65535 blocks of 8 bytes. */
    MANY_BLOCKS("many-blocks", 8 * 65_540 + 3, 12),
    /** More than any window. */
    LARGE("large", 6_000_000, 13),
    /** Text with a CR as the last byte of the first block, and with LF and CR LF elsewhere. */
    TEXT("text", 526, 0);

    private final String path;
    private final int size;
    private final long seed;

    ReferenceFile(String path, int size, long seed) {
        this.path = path;
        this.size = size;
        this.seed = seed;
    }

    /** Where it lies in the root. */
    public String path() {
        return path;
    }

    /** Its content. */
    public byte[] content() {
        if (this == TEXT) {
            return ("x".repeat(511) + "\rfree\nof\r\ncare\n").getBytes(StandardCharsets.US_ASCII);
        }
        return Bytes.noise(size, seed);
    }
}
