package io.rtftp.testkit.tftp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One datagram a server sent.
 *
 * @param from where it came from: the server's TID
 * @param bytes all of it, from position 0
 */
public record Reply(InetSocketAddress from, ByteBuffer bytes) {

    /** Keeps a read-only view. */
    public Reply {
        bytes = bytes.slice().asReadOnlyBuffer();
    }

    /** The first two bytes. */
    public int opcode() {
        return Short.toUnsignedInt(bytes.getShort(0));
    }

    /** The second two bytes: a block number, or an error's code; -1 where the packet ends before them. */
    public int number() {
        return bytes.limit() < 4 ? -1 : Short.toUnsignedInt(bytes.getShort(2));
    }

    /** Whether it is an ERROR of this code. */
    public boolean isError(int code) {
        return opcode() == Packets.ERROR && number() == code;
    }

    /** Whether it is the DATA packet with this number on the wire. */
    public boolean isData(int block) {
        return opcode() == Packets.DATA && number() == block;
    }

    /** What a DATA packet carries. */
    public byte[] content() {
        byte[] content = new byte[bytes.limit() - 4];
        bytes.get(4, content);
        return content;
    }

    /** An ERROR's message. */
    public String message() {
        String text =
                StandardCharsets.UTF_8.decode(bytes.slice(4, bytes.limit() - 4)).toString();
        return text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
    }

    /** An OACK's options, in their order; an odd text at the end is an error of the server. */
    public Map<String, String> options() {
        String text =
                StandardCharsets.UTF_8.decode(bytes.slice(2, bytes.limit() - 2)).toString();
        String[] parts = text.split("\0", -1);
        if (parts.length % 2 == 0 || !parts[parts.length - 1].isEmpty()) {
            throw new AssertionError("not pairs of texts that each end with a zero: " + this);
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i + 1 < parts.length; i += 2) {
            if (options.put(parts[i], parts[i + 1]) != null) {
                throw new AssertionError(parts[i] + " twice: " + this);
            }
        }
        return options;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(bytes.limit() + " bytes from " + from + ":");
        for (int i = 0; i < Math.min(bytes.limit(), 64); i++) {
            int b = bytes.get(i) & 0xFF;
            text.append(b >= 0x21 && b < 0x7F ? " " + (char) b : String.format(" %02x", b));
        }
        return text.append(bytes.limit() > 64 ? " …" : "").toString();
    }
}
