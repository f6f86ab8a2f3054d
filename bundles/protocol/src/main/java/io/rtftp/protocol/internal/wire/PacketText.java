package io.rtftp.protocol.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The strings inside packets: bytes up to a zero byte (RFC 1350 §5), read as UTF-8. */
final class PacketText {

    private PacketText() {}

    /**
     * A file name. Firmware is known to append bytes from 0x80 up, such as 0xFF: where the name is not UTF-8 with them, it
     * is taken without them.
     */
    static String fileName(ByteBuffer in) {
        byte[] bytes = closedBytes(in, "file name");
        String name = strict(bytes, bytes.length);
        if (name == null) {
            int length = bytes.length;
            while (length > 0 && bytes[length - 1] < 0) {
                length--;
            }
            name = strict(bytes, length);
        }
        if (name == null) {
            throw new MalformedPacketException("file name is not UTF-8");
        }
        if (name.isEmpty()) {
            throw new MalformedPacketException("file name is empty");
        }
        return name;
    }

    /** Text that must have its closing zero. */
    static String closed(ByteBuffer in, String what) {
        return new String(closedBytes(in, what), StandardCharsets.UTF_8);
    }

    /** Text that ends with its closing zero or with the packet. */
    static String openEnded(ByteBuffer in) {
        int end = zero(in);
        String text = new String(take(in, (end < 0 ? in.limit() : end) - in.position()), StandardCharsets.UTF_8);
        if (end >= 0) {
            in.get();
        }
        return text;
    }

    static void put(String text, ByteBuffer out) {
        out.put(text.getBytes(StandardCharsets.UTF_8)).put((byte) 0);
    }

    /** An upper bound for the bytes that {@link #put} writes: a char is at most three bytes of UTF-8. */
    static int length(String text) {
        return 3 * text.length() + 1;
    }

    private static byte[] closedBytes(ByteBuffer in, String what) {
        int end = zero(in);
        if (end < 0) {
            throw new MalformedPacketException(what + " without its closing zero");
        }
        byte[] bytes = take(in, end - in.position());
        in.get();
        return bytes;
    }

    private static int zero(ByteBuffer in) {
        for (int i = in.position(); i < in.limit(); i++) {
            if (in.get(i) == 0) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static @Nullable String strict(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }
}
