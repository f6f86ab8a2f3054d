package io.rtftp.protocol.internal.net;

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

    /** Looks the host up; may block, so never on the network loop. */
    public InetSocketAddress resolve() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
