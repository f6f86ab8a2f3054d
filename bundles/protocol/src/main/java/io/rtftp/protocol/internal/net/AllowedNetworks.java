package io.rtftp.protocol.internal.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The networks whose clients are served, in CIDR notation; an empty list serves everyone. */
public record AllowedNetworks(List<Network> networks) {

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** Copies the list. */
    public AllowedNetworks {
        networks = List.copyOf(networks);
    }

    /**
     * Reads {@code 10.0.0.0/8, fd00::/8}; an address without a length is a single host.
     *
     * @throws IllegalArgumentException when an entry is not a network
     */
    public static AllowedNetworks parse(String text) {
        List<Network> networks = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            if (!entry.isBlank()) {
                networks.add(Network.parse(entry.strip()));
            } else if (!text.isBlank()) {
                throw new IllegalArgumentException(text);
            }
        }
        return new AllowedNetworks(networks);
    }

    /** Whether a client at this address is served. */
    public boolean allow(InetAddress client) {
        if (networks.isEmpty()) {
            return true;
        }
        byte[] address = client.getAddress();
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** One network: the first {@code bits} of the address {@code prefix}. */
    record Network(InetAddress prefix, int bits) {

        static Network parse(String text) {
            String[] parts = text.split("/", -1);
            InetAddress address = literal(parts[0]);
            int bitsMost = 8 * address.getAddress().length;
            int bits = parts.length == 1 ? bitsMost : Integer.parseInt(parts[1]);
            if (parts.length > 2 || bits < 0 || bits > bitsMost) {
                throw new IllegalArgumentException(text);
            }
            return new Network(address, bits);
        }

        boolean contains(byte[] address) {
            byte[] prefixBytes = prefix.getAddress();
            if (address.length != prefixBytes.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit += 8) {
                int mask = bits - bit >= 8 ? 0xFF : 0xFF00 >> (bits - bit);
                if (((address[bit / 8] ^ prefixBytes[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }

        private static InetAddress literal(String text) {
            try {
                if (LITERAL.matcher(text).matches()) { // else a name would be looked up
                    InetAddress address = InetAddress.getByName(text);
                    if (address instanceof Inet6Address
                            || text.chars().filter(c -> c == '.').count() == 3) {
                        return address;
                    }
                }
                throw new IllegalArgumentException(text);
            } catch (UnknownHostException notAnAddress) {
                throw new IllegalArgumentException(text, notAnAddress);
            }
        }
    }
}
