package io.rtftp.shell.internal.input;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** A client's address as an operator types it. Never a name: names are not looked up. */
public final class TypedAddress {

    private static final Pattern IPV4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9a-fA-F:][0-9a-fA-F:.]*");
    private static final int BYTE_MOST = 255;

    private TypedAddress() {}

    /**
     * Reads an IPv4 address in dotted decimal, or an IPv6 address in any of its forms (RFC 4291 §2.2), without zone and brackets.
     *
     * @throws CommandFailedException when the text is neither
     */
    public static InetAddress parse(String text) throws CommandFailedException {
        try {
            if (IPV4.matcher(text).matches()) {
                return InetAddress.getByAddress(bytes(text.split("\\.")));
            }
            if (IPV6.matcher(text).matches()) {
                // Text with a colon that begins with a digit or a colon is never looked up as a name.
                return InetAddress.getByName(text);
            }
        } catch (UnknownHostException | NumberFormatException wrong) {
            throw new CommandFailedException(sentence(text), wrong);
        }
        throw new CommandFailedException(sentence(text));
    }

    private static String sentence(String text) {
        return "'" + text + "' is not an address; give one such as 192.0.2.5 or 2001:db8::5 (names are not looked up)";
    }

    private static byte[] bytes(String[] parts) {
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            int value = Integer.parseInt(parts[i]);
            if (value > BYTE_MOST) {
                throw new NumberFormatException(parts[i]);
            }
            bytes[i] = (byte) value;
        }
        return bytes;
    }
}
