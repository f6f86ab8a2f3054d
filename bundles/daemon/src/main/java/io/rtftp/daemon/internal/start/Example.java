package io.rtftp.daemon.internal.start;

import java.net.InetSocketAddress;

/**
 * A file to show how the server is used.
 *
 * @param path its path in the root; empty: nothing is shown
 * @param client the address of the client that asks for it; empty: any
 */
public record Example(String path, String client) {

    /** Nothing is shown. */
    public static final Example NONE = new Example("", "");

    /** What can be typed on this host to fetch it. */
    String command(InetSocketAddress listening) {
        return "curl " + (client.isEmpty() ? "" : "--interface " + client + " ") + "-o /dev/null "
                + Urls.tftp(listening, path);
    }
}
