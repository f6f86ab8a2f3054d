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
import java.util.List;
import java.util.Map;

/** What the host's interfaces say about its addresses; asked again after a while, since interfaces change. */
final class LocalAddresses {

    /** Ethernet's, for an address that no interface names. */
    private static final int USUAL_MTU = 1_500;

    private static final long FRESH_NANOS = 10_000_000_000L;
    private static final int REMEMBERED = 1_024;
    private static final int IPV4_HEADERS = 20 + 8 + 4; // IPv4, UDP, TFTP DATA
    private static final int IPV6_HEADERS = 40 + 8 + 4;

    private static final byte LOOPBACK_NETWORK = 127;

    private final Map<InetAddress, Known> known = new HashMap<>();

    private record Known(boolean unicast, int mtu, long sinceNanos) {}

    /** Whether answers may leave from this address: false for a broadcast or multicast address. */
    boolean isUnicast(InetAddress local, long nowNanos) {
        return known(local, nowNanos).unicast;
    }

    /** The largest block that goes out from this address unfragmented. */
    int blockSizeThatFits(InetAddress local, long nowNanos) {
        return known(local, nowNanos).mtu - (local instanceof Inet6Address ? IPV6_HEADERS : IPV4_HEADERS);
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

    private Known known(InetAddress local, long nowNanos) {
        Known entry = known.get(local);
        if (entry == null || nowNanos - entry.sinceNanos > FRESH_NANOS) {
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            entry = look(local, nowNanos);
            known.put(local, entry);
        }
        return entry;
    }

    private static Known look(InetAddress local, long nowNanos) {
        try {
            // All of 127/8 is local; only 127.0.0.1 is written at the interface.
            InetAddress named = local.isLoopbackAddress() ? InetAddress.getLoopbackAddress() : local;
            NetworkInterface owner = NetworkInterface.getByInetAddress(named);
            boolean unicast = !local.isMulticastAddress()
                    && !isLoopbackBroadcast(local)
                    && (owner != null || !isBroadcast(local));
            return new Known(unicast, owner == null ? USUAL_MTU : owner.getMTU(), nowNanos);
        } catch (SocketException noInterfaces) {
            return new Known(!local.isMulticastAddress() && !isLoopbackBroadcast(local), USUAL_MTU, nowNanos);
        }
    }

    /** 127.0.0.0 and 127.255.255.255, the two of 127/8 that are no host's and that no interface tells. */
    private static boolean isLoopbackBroadcast(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 4 || bytes[0] != LOOPBACK_NETWORK) {
            return false;
        }
        return (bytes[1] | bytes[2] | bytes[3]) == 0 || (bytes[1] & bytes[2] & bytes[3]) == -1;
    }

    private static boolean isBroadcast(InetAddress address) throws SocketException {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4 && (bytes[0] & bytes[1] & bytes[2] & bytes[3]) == -1) {
            return true;
        }
        return NetworkInterface.networkInterfaces()
                .flatMap(each -> each.getInterfaceAddresses().stream())
                .map(InterfaceAddress::getBroadcast)
                .anyMatch(address::equals);
    }
}
