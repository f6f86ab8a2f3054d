package io.rtftp.guestfs.internal.description;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent escapes of UTF-8 text (RFC 3986 §2.1). */
final class PercentText {

    private static final String UNRESERVED = "-._~"; // beside letters and digits, RFC 3986 §2.3
    private static final int HEX = 16;

    private PercentText() {}

    /** The text that {@code escaped} stands for; an {@link IllegalArgumentException}'s message says what would be right. */
    static String decode(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) != '%') {
                bytes.write(escaped.charAt(i)); // a URI's characters are ASCII
                continue;
            }
            int high = i + 1 < escaped.length() ? Character.digit(escaped.charAt(i + 1), HEX) : -1;
            int low = i + 2 < escaped.length() ? Character.digit(escaped.charAt(i + 2), HEX) : -1;
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException("two hexadecimal digits must follow %, and % itself is written %25");
            }
            bytes.write(high * HEX + low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("what percent escapes stand for must be UTF-8", malformed);
        }
    }

    /** {@code text} with everything escaped but letters, digits, {@code -._~} and the characters of {@code also}. */
    static String encode(String text, String also) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain =
                    c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0 || also.indexOf(c) >= 0);
            escaped.append(plain ? String.valueOf(c) : String.format("%%%02X", b & 0xFF));
        }
        return escaped.toString();
    }
}
