package io.rtftp.metrics.internal.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where metrics are published, as an operator writes it: {@code 9169} is that port of the loopback address, {@code 10.0.0.1:9169},
 * {@code [::1]:9169} and {@code boot.example:9169} are others.
 *
 * @param host a name or an address without brackets; empty: the loopback address
 * @param port 0 is any free one
 */
public record MetricsAddress(String host, int port) {

    private static final int PORT_MOST = 65_535;

    /**
     * Reads the written form; does not look names up. Empty: nowhere.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Optional<MetricsAddress> parse(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(colon, 0));
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (colon == 0 || host.indexOf(' ') >= 0 || (host.indexOf(':') >= 0 && !bracketed)) {
            throw new IllegalArgumentException(text);
        }
        int port = Integer.parseInt(text.substring(colon + 1));
        if (port < 0 || port > PORT_MOST) {
            throw new IllegalArgumentException(text);
        }
        return Optional.of(new MetricsAddress(bracketed ? host.substring(1, host.length() - 1) : host, port));
    }

    /**
     * Looks the host up; may block.
     *
     * @throws UnknownHostException when the host has no address
     */
    InetSocketAddress resolve() throws UnknownHostException {
        return new InetSocketAddress(
                host.isEmpty() ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host), port);
    }

    @Override
    public String toString() {
        String shown = host.isEmpty() ? InetAddress.getLoopbackAddress().getHostAddress() : host;
        return (shown.indexOf(':') >= 0 ? "[" + shown + "]" : shown) + ":" + port;
    }
}
