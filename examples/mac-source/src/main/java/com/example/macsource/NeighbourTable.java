package com.example.macsource;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which MAC address an IP address has, as the kernel learned it (ARP, RFC 826; Neighbor Discovery, RFC 4861). */
@FunctionalInterface
interface NeighbourTable {

    /** A line of {@code ip neigh}: {@code 192.0.2.5 dev eth0 lladdr 02:fc:00:00:00:05 REACHABLE}. */
    Pattern LINK_LAYER_ADDRESS = Pattern.compile("lladdr ([0-9a-f]{2}(?::[0-9a-f]{2}){5})");

    /**
     * The MAC address as {@code aa-bb-cc-dd-ee-ff}; empty where the kernel knows none, as for a client behind a router. Blocks shortly.
     *
     * @throws IOException when the table can't be read
     */
    Optional<String> macOf(InetAddress client) throws IOException;

    /** The kernel's own, asked through {@code ip} of iproute2. */
    static NeighbourTable ofKernel() {
        return client -> {
            List<String> command = List.of("ip", "neigh", "show", "to", client.getHostAddress().replaceFirst("%.*", ""));
            Process ip = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            try {
                if (ip.waitFor() != 0) {
                    throw new IOException(String.join(" ", command) + ": " + said.strip());
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", stopped);
            }
            return inLine(said);
        };
    }

    /** The address in what {@code ip neigh} printed. */
    static Optional<String> inLine(String line) {
        Matcher found = LINK_LAYER_ADDRESS.matcher(line);
        return found.find() ? Optional.of(found.group(1).replace(':', '-')) : Optional.empty();
    }
}
