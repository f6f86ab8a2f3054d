package io.rtftp.protocol.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host's own addresses: whether a request to one may be answered, and how large a block may leave from it. */
@NullMarked
class LocalAddressesTest {

    private final LocalAddresses addresses = new LocalAddresses();

    @ParameterizedTest
    @ValueSource(
            strings = {"255.255.255.255", "127.255.255.255", "127.0.0.0", "224.0.0.1", "239.255.255.250", "ff02::1"})
    void aRequestToEveryoneIsNotAnswered(String address) throws UnknownHostException { // RFC 1123 §4.2.3.5
        assertThat(addresses.isUnicast(InetAddress.getByName(address), 0)).isFalse();
    }

    @Test
    void aRequestToEveryoneOnANetworkOfThisHostIsNotAnswered() throws SocketException { // RFC 1123 §4.2.3.5
        List<InetAddress> broadcasts = NetworkInterface.networkInterfaces()
                .flatMap(each -> each.getInterfaceAddresses().stream())
                .map(InterfaceAddress::getBroadcast)
                .filter(Objects::nonNull)
                .filter(address -> !address.isAnyLocalAddress())
                .toList();

        assertThat(broadcasts)
                .allSatisfy(address -> assertThat(addresses.isUnicast(address, 0))
                        .as("%s", address)
                        .isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "127.9.8.7", "127.255.255.254", "127.0.0.255", "192.0.2.1", "::1", "2001:db8::1"})
    void anyOtherAddressIsOneHost(String address) throws UnknownHostException {
        assertThat(addresses.isUnicast(InetAddress.getByName(address), 0)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.8.7"})
    void theLoopbackTakesTheLargestBlockThatFitsItsMtu(String address) throws SocketException, UnknownHostException {
        int mtu = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress())
                .getMTU();

        assertThat(addresses.blockSizeThatFits(InetAddress.getByName(address), 0))
                .isEqualTo(mtu - 32);
    }

    @Test
    void anAddressThatNoInterfaceHasIsTakenForEthernet() throws UnknownHostException {
        assertThat(addresses.blockSizeThatFits(InetAddress.getByName("192.0.2.1"), 0))
                .isEqualTo(1_468);
        assertThat(addresses.blockSizeThatFits(InetAddress.getByName("2001:db8::1"), 0))
                .isEqualTo(1_448);
    }
}
