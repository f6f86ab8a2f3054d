package io.rtftp.protocol.internal.net;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the host's interfaces say about its addresses; asked again after a while, since interfaces change. */
final class LocalAddresses {

    /** Ethernet's, for an address that no interface names. */
    private static final int USUAL_MTU = 1_500;

    private static final long FRESH_NANOS = 10_000_000_000L;
    private static final long STRANGER_NANOS = 1_000_000_000L;
    private static final int IPV4_HEADERS = 20 + 8 + 4; // IPv4, UDP, TFTP DATA
    private static final int IPV6_HEADERS = 40 + 8 + 4;

    private static final byte LOOPBACK_NETWORK = 127;

    private Interfaces known = new Interfaces(Map.of(), Set.of());
    private boolean looked;
    private long lookedNanos;

    /** The addresses of the host's interfaces with their MTUs, and the addresses that mean everyone on one of their networks. */
    private record Interfaces(Map<InetAddress, Integer> mtus, Set<InetAddress> broadcasts) {}

    /** Whether packets may leave from or for this address: false for a broadcast or multicast address. Asks the kernel once in a while. */
    boolean isUnicast(InetAddress address, long nowNanos) {
        Interfaces interfaces = interfaces(FRESH_NANOS, nowNanos);
        return !address.isMulticastAddress()
                && !isLoopbackBroadcast(address)
                && (interfaces.mtus.containsKey(address)
                        || !(isEveryone(address) || interfaces.broadcasts.contains(address)));
    }

    /** The largest block that goes out from this address unfragmented. */
    int blockSizeThatFits(InetAddress local, long nowNanos) {
        // All of 127/8 is local; only 127.0.0.1 is written at the interface.
        InetAddress named = local.isLoopbackAddress() ? InetAddress.getLoopbackAddress() : local;
        Interfaces interfaces = interfaces(FRESH_NANOS, nowNanos);
        if (!interfaces.mtus.containsKey(named)) {
            interfaces = interfaces(STRANGER_NANOS, nowNanos); // it is ours, so an interface must be new
        }
        int mtu = interfaces.mtus.getOrDefault(named, USUAL_MTU);
        return mtu - (local instanceof Inet6Address ? IPV6_HEADERS : IPV4_HEADERS);
    }

    /** The address packets to {@code client} leave from when the kernel chooses. */
    static InetAddress towards(InetSocketAddress client) throws IOException {
        try (DatagramChannel probe = DatagramChannel.open().connect(client)) {
            return ((InetSocketAddress) probe.getLocalAddress()).getAddress();
        }
    }

    /** Whether the host has an IPv6 address at all; the loopback one counts. */
    static boolean hasIpv6() {
        try {
            return !ipv6().isEmpty();
        } catch (SocketException noInterfaces) {
            return false;
        }
    }

    /** Every IPv6 address of the host. */
    static List<InetAddress> ipv6() throws SocketException {
        List<InetAddress> addresses = new ArrayList<>();
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            each.inetAddresses().filter(Inet6Address.class::isInstance).forEach(addresses::add);
        }
        return addresses;
    }

    private Interfaces interfaces(long freshNanos, long nowNanos) {
        if (!looked || nowNanos - lookedNanos > freshNanos) {
            looked = true;
            lookedNanos = nowNanos;
            known = look();
        }
        return known;
    }

    private static Interfaces look() {
        Map<InetAddress, Integer> mtus = new HashMap<>();
        Set<InetAddress> broadcasts = new HashSet<>();
        try {
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
                int mtu = each.getMTU();
                for (InterfaceAddress address : each.getInterfaceAddresses()) {
                    mtus.put(address.getAddress(), mtu);
                    if (address.getBroadcast() != null) {
                        broadcasts.add(address.getBroadcast());
                    }
                }
            }
        } catch (SocketException goneMeanwhile) {
            return new Interfaces(mtus, broadcasts); // what there is of it; the next look is not far
        }
        return new Interfaces(mtus, broadcasts);
    }

    /** 127.0.0.0 and 127.255.255.255, the two of 127/8 that are no host's and that no interface tells. */
    private static boolean isLoopbackBroadcast(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 4 || bytes[0] != LOOPBACK_NETWORK) {
            return false;
        }
        return (bytes[1] | bytes[2] | bytes[3]) == 0 || (bytes[1] & bytes[2] & bytes[3]) == -1;
    }

    /** 255.255.255.255. */
    private static boolean isEveryone(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 && (bytes[0] & bytes[1] & bytes[2] & bytes[3]) == -1;
    }
}
