package io.rtftp.api.file;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * The one text form of a client's address: what its directory and its disk description are named after.
 *
 * <p>IPv4 is dotted decimal, and an IPv4-mapped IPv6 address is its IPv4 address; IPv6 is the canonical form of RFC 5952
 * §4 (lower case, no leading zeros, the first longest run of two or more zero groups as {@code ::}), without a zone.
 */
public final class ClientAddress {

    private static final int GROUPS = 8;
    private static final int MAPPED_PREFIX_BYTES = 12;

    private ClientAddress() {}

    /** The text form of {@code address}; addresses are equal exactly when their text forms are. */
    public static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (!(address instanceof Inet6Address)) {
            return dotted(bytes, 0);
        }
        return isIpv4Mapped(bytes) ? dotted(bytes, MAPPED_PREFIX_BYTES) : canonical(bytes);
    }

    private static boolean isIpv4Mapped(byte[] bytes) {
        for (int i = 0; i < MAPPED_PREFIX_BYTES - 2; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[MAPPED_PREFIX_BYTES - 2] == (byte) 0xFF && bytes[MAPPED_PREFIX_BYTES - 1] == (byte) 0xFF;
    }

    private static String dotted(byte[] bytes, int from) {
        return (bytes[from] & 0xFF) + "." + (bytes[from + 1] & 0xFF) + "." + (bytes[from + 2] & 0xFF) + "."
                + (bytes[from + 3] & 0xFF);
    }

    private static String canonical(byte[] bytes) {
        int zerosFrom = -1;
        int zerosLength = 1; // one zero group alone is not shortened (RFC 5952 §4.2.2)
        for (int from = 0; from < GROUPS; from++) {
            int length = 0;
            while (from + length < GROUPS && group(bytes, from + length) == 0) {
                length++;
            }
            if (length > zerosLength) {
                zerosFrom = from;
                zerosLength = length;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == zerosFrom) {
                text.append("::");
                i += zerosLength - 1;
            } else {
                if (i > 0 && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(group(bytes, i)));
            }
        }
        return text.toString();
    }

    private static int group(byte[] bytes, int index) {
        return (bytes[2 * index] & 0xFF) << 8 | (bytes[2 * index + 1] & 0xFF);
    }
}
