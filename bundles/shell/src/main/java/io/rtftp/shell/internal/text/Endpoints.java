package io.rtftp.shell.internal.text;

import io.rtftp.api.file.ClientAddress;
import java.net.InetSocketAddress;

/** Addresses with their ports as text. */
public final class Endpoints {

    private Endpoints() {}

    /** {@code 192.0.2.5:2070} or {@code [2001:db8::5]:2070}, the address as {@link ClientAddress} writes it. */
    public static String of(InetSocketAddress endpoint) {
        if (endpoint.isUnresolved()) {
            return endpoint.getHostString() + ":" + endpoint.getPort();
        }
        String address = ClientAddress.of(endpoint.getAddress());
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + endpoint.getPort();
    }
}
