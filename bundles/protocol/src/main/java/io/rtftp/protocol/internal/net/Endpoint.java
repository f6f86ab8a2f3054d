package io.rtftp.protocol.internal.net;

import io.rtftp.api.file.ClientAddress;
import java.net.InetSocketAddress;

/** Addresses with ports as people read them. */
final class Endpoint {

    private Endpoint() {}

    /** {@code 192.0.2.5:2070} or {@code [2001:db8::5]:2070}. */
    static String text(InetSocketAddress address) {
        String host = ClientAddress.of(address.getAddress());
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
