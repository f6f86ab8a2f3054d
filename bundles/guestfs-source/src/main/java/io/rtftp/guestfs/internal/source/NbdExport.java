package io.rtftp.guestfs.internal.source;

import java.nio.file.Path;

/**
 * An export of an NBD server, as an NBD URI names it.
 *
 * @param server the server
 * @param name the export's name, decoded; empty for the default export
 * @param tls whether the connection is encrypted ({@code nbds}, {@code nbds+unix})
 */
public record NbdExport(Server server, String name, boolean tls) {

    /** Where an NBD server listens. */
    public sealed interface Server {}

    /**
     * A TCP server.
     *
     * @param host a name or an address, IPv6 without brackets
     * @param port 1 to 65535
     */
    public record Tcp(String host, int port) implements Server {}

    /** A server on a Unix socket of this host. */
    public record UnixSocket(Path path) implements Server {}
}
