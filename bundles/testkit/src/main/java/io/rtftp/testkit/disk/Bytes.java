package io.rtftp.testkit.disk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** The content of a file, as a value. */
public final class Bytes {

    private final byte[] content;

    /** Copies the content. */
    public Bytes(byte[] content) {
        this.content = content.clone();
    }

    /** Text in UTF-8. */
    public static Bytes of(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes that look random and are the same for the same seed: what is misplaced, repeated or missing shows. */
    public static byte[] noise(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** A copy of the content. */
    public byte[] array() {
        return content.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return content.length + " bytes";
    }
}
