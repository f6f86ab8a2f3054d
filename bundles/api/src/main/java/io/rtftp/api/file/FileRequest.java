package io.rtftp.api.file;

import java.net.InetSocketAddress;

/**
 * What one client asked for.
 *
 * @param path the requested path, normalised: relative, {@code /}-separated, without empty, {@code .} or {@code ..}
 *     segments and without NUL; never empty
 * @param client the address and port the request came from
 */
public record FileRequest(String path, InetSocketAddress client) {

    /**
     * Checks that {@code path} is normalised and {@code client} resolved.
     *
     * @throws IllegalArgumentException when they are not
     */
    public FileRequest {
        if (client.isUnresolved()) {
            throw new IllegalArgumentException("client address not resolved: " + client);
        }
        if (path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("path holds a NUL");
        }
        for (int from = 0, to; from <= path.length(); from = to + 1) {
            to = path.indexOf('/', from) < 0 ? path.length() : path.indexOf('/', from);
            if (to - from <= 2 && "..".regionMatches(0, path, from, to - from)) { // empty, one dot, or two
                throw new IllegalArgumentException("path is not normalised: " + path);
            }
        }
    }

    /** The client's address as {@link ClientAddress} writes it. */
    public String clientAddress() {
        return ClientAddress.of(client.getAddress());
    }
}
