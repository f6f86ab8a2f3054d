package io.rtftp.shell.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class EndpointsTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.5, 192.0.2.5:69",
        "::ffff:192.0.2.5, 192.0.2.5:69",
        "2001:DB8:0:0::5, [2001:db8::5]:69",
        "::, [::]:69"
    })
    void ipv6StandsInBrackets(String address, String text) { // RFC 3986 §3.2.2
        assertThat(Endpoints.of(new InetSocketAddress(address, 69))).isEqualTo(text);
    }
}
