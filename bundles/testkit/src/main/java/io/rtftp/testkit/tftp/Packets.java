package io.rtftp.testkit.tftp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of packets a client sends (RFC 1350 §5, RFC 2347). */
public final class Packets {

    public static final int READ_REQUEST = 1;
    public static final int WRITE_REQUEST = 2;
    public static final int DATA = 3;
    public static final int ACK = 4;
    public static final int ERROR = 5;
    public static final int OPTION_ACK = 6;

    private Packets() {}

    /** A read request in octet mode; {@code options} are names and values in turn. */
    public static byte[] readRequest(String name, String... options) {
        return request(READ_REQUEST, name, "octet", options);
    }

    /** A read or write request; {@code options} are names and values in turn. */
    public static byte[] request(int opcode, String name, String mode, String... options) {
        ByteArrayOutputStream out = opened(opcode);
        text(out, name);
        text(out, mode);
        for (String option : options) {
            text(out, option);
        }
        return out.toByteArray();
    }

    /** An ACK; only the lower 16 bits of {@code block} go out. */
    public static byte[] ack(long block) {
        return new byte[] {0, ACK, (byte) (block >> 8), (byte) block};
    }

    /** A DATA packet. */
    public static byte[] data(int block, byte[] content) {
        ByteArrayOutputStream out = opened(DATA);
        out.write(block >> 8);
        out.write(block);
        out.writeBytes(content);
        return out.toByteArray();
    }

    /** An ERROR. */
    public static byte[] error(int code, String message) {
        ByteArrayOutputStream out = opened(ERROR);
        out.write(code >> 8);
        out.write(code);
        text(out, message);
        return out.toByteArray();
    }

    /** An opcode and whatever follows. */
    public static byte[] raw(int opcode, byte... body) {
        ByteArrayOutputStream out = opened(opcode);
        out.writeBytes(body);
        return out.toByteArray();
    }

    /** {@code text} as ISO 8859-1, so that every byte can be written: {@code \0} and {@code \u00FF} too. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static ByteArrayOutputStream opened(int opcode) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(opcode >> 8);
        out.write(opcode);
        return out;
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        out.write(0);
    }
}
