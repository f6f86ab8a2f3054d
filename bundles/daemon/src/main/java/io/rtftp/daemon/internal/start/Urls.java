package io.rtftp.daemon.internal.start;

import io.rtftp.api.file.ClientAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses as they are typed. */
final class Urls {

    private Urls() {}

    /** {@code 10.0.0.1:69} or {@code [::1]:69}. */
    static String hostAndPort(InetSocketAddress address) {
        return host(address.getAddress()) + ":" + address.getPort();
    }

    /** Where a client on this host finds {@code path}; IPv4 where every address is listened on, since clients prefer it. */
    static String tftp(InetSocketAddress address, String path) {
        String host = address.getAddress().isAnyLocalAddress() ? "127.0.0.1" : host(address.getAddress());
        return "tftp://" + host + ":" + address.getPort() + "/" + path;
    }

    private static String host(InetAddress address) {
        String text = ClientAddress.of(address);
        return address instanceof Inet6Address && text.indexOf(':') >= 0 ? "[" + text + "]" : text;
    }
}
