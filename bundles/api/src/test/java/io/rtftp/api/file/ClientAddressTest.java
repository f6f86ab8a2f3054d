package io.rtftp.api.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class ClientAddressTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1",
        "255.255.255.255, 255.255.255.255",
        "0.0.0.0, 0.0.0.0",
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "2001:DB8::, 2001:db8::",
        "2001:0db8:0:0:0001:0:0:1, 2001:db8::1:0:0:1", // the first of two equal runs (RFC 5952 §4.2.3)
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1", // one zero group is written out (RFC 5952 §4.2.2)
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1", // the longest run (RFC 5952 §4.2.3)
        "fe80::00Aa%1, fe80::aa",
    })
    void writesTheCanonicalForm(String written, String canonical) throws UnknownHostException {
        assertThat(ClientAddress.of(InetAddress.getByName(written))).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({"::ffff:192.0.2.5, 192.0.2.5", "::ffff:0:0, 0.0.0.0"})
    void anIpv4MappedAddressIsItsIpv4Address(String written, String canonical) throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xFF;
        mapped[11] = (byte) 0xFF;
        System.arraycopy(InetAddress.getByName(canonical).getAddress(), 0, mapped, 12, 4);

        assertThat(ClientAddress.of(java.net.Inet6Address.getByAddress("", mapped, -1)))
                .as(written)
                .isEqualTo(canonical);
    }

    @Property
    void theFormIsReadBackAsTheSameAddress(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(bytes);

        assertThat(InetAddress.getByName(ClientAddress.of(address))).isEqualTo(address);
    }
}
