package io.rtftp.bench;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A server that is measured, as the command that runs it in the foreground.
 *
 * @param name what stands in the table
 * @param role what its figures are compared as
 * @param windows whether it knows RFC 7440
 * @param host the address it listens at
 * @param port and the port
 * @param command the command
 * @param environment what is added to the environment
 */
record Contender(
        String name,
        Role role,
        boolean windows,
        String host,
        int port,
        List<String> command,
        Map<String, String> environment) {

    private static final String LOOPBACK = "127.0.0.1";

    /** What a contender's figures are for. */
    enum Role {
        /** The server in question. */
        OURS,
        /** The same server a second time: how far apart the two are is the noise. */
        NOISE,
        /** A server to be measured against. */
        PEER,
        /** What the client and the kernel allow. */
        LIMIT
    }

    /** Where things lie; their names in braces stand for them in the commands below. */
    record Places(Path distribution, Path peers, Path tools, Path root, Path scratch) {

        String fill(String word) {
            return word.replace("{distribution}", distribution.toString())
                    .replace("{peers}", peers.toString())
                    .replace("{tools}", tools.toString())
                    .replace("{root}", root.toString())
                    .replace("{scratch}", scratch.toString());
        }
    }

    /** All contenders, in the order of the table. */
    static List<Contender> all(Places places) {
        return List.of(
                rtftp("RTFTP", Role.OURS, 7069, places),
                rtftp("RTFTP again", Role.NOISE, 7070, places),
                server("tftp-hpa", Role.PEER, false, 7071, places, """
                        {peers}/usr/sbin/in.tftpd --foreground --user root --address 127.0.0.1:7071 --secure {root}"""),
                server("atftpd", Role.PEER, true, 7072, places, """
                        {peers}/usr/sbin/atftpd --daemon --no-fork --port 7072 --bind-address 127.0.0.1 --user root.root \
                        --no-multicast --maxthread 1100 --logfile {scratch}/atftpd.log {root}"""),
                server("dnsmasq", Role.PEER, false, 7073, places, """
                        env LD_PRELOAD={tools}/port69.so TFTP_PORT=7073 {peers}/usr/sbin/dnsmasq --no-daemon \
                        --conf-file=/dev/null --port=0 --enable-tftp --tftp-root={root} --tftp-max=1100 --user=root --pid-file= \
                        --listen-address=127.0.0.1 --bind-interfaces"""),
                server("limit", Role.LIMIT, true, 7074, places, "{tools}/tftpideal 7074 {root}"));
    }

    private static Contender rtftp(String name, Role role, int port, Places places) {
        return server(
                name,
                role,
                true,
                port,
                places,
                "{distribution}/bin/rtftp --listen 127.0.0.1:" + port + " --root {root} --data {scratch}/data-" + port);
    }

    private static Contender server(String name, Role role, boolean windows, int port, Places places, String command) {
        List<String> words = Stream.of(command.split(" ", -1)).map(places::fill).toList();
        // The peers' packages are unpacked, not installed, and so are the libraries they need.
        Map<String, String> environment =
                role == Role.PEER ? Map.of("LD_LIBRARY_PATH", places.fill("{peers}/lib")) : Map.of();
        return new Contender(name, role, windows, LOOPBACK, port, words, environment);
    }

    /** The same server at another address of this host, {@code within} before its command, such as the words of nsenter(1). */
    Contender elsewhere(String other, List<String> within) {
        List<String> words = Stream.concat(within.stream(), command.stream().map(word -> word.replace(LOOPBACK, other)))
                .toList();
        return new Contender(name, role, windows, other, port, words, environment);
    }

    /** Where it listens. */
    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }
}
