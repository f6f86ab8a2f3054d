package io.rtftp.protocol.internal.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where to listen, as an operator writes it: {@code 10.0.0.1:69}, {@code [::1]:69}, {@code boot.example:69}; {@code [::]:69} is every
 * address of the host, IPv6 and IPv4.
 */
public record ListenAddress(String host, int port) {

    private static final int PORT_MOST = 65_535;

    /**
     * Reads the written form; does not look names up.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (host.isEmpty() || (host.indexOf(':') >= 0 && !bracketed)) {
            throw new IllegalArgumentException(text);
        }
        int port = Integer.parseInt(text.substring(colon + 1));
        if (port < 0 || port > PORT_MOST) {
            throw new IllegalArgumentException(text);
        }
        return new ListenAddress(bracketed ? host.substring(1, host.length() - 1) : host, port);
    }

    /**
     * Looks the host up; may block, so never on the network loop. Every address of a host without IPv6 is every IPv4 address.
     *
     * @throws UnknownHostException when the host has no address
     */
    public InetSocketAddress resolve() throws UnknownHostException {
        InetAddress address = InetAddress.getByName(host);
        boolean every = address.isAnyLocalAddress() && address instanceof Inet6Address;
        return new InetSocketAddress(
                every && !LocalAddresses.hasIpv6() ? InetAddress.getByName("0.0.0.0") : address, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
