package io.rtftp.metrics.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsAddressTest {

    @ParameterizedTest
    @CsvSource({
        "9169, 127.0.0.1:9169",
        "0, 127.0.0.1:0",
        "10.0.0.1:9169, 10.0.0.1:9169",
        "[::1]:9169, [::1]:9169",
        "[::]:1, [::]:1",
        "boot.example:65535, boot.example:65535"
    })
    void aPortIsOnLoopbackAndAnAddressWhereItSays(String written, String shown) {
        assertThat(MetricsAddress.parse(written)).map(MetricsAddress::toString).contains(shown);
    }

    @Test
    void nothingIsNowhere() {
        assertThat(MetricsAddress.parse("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"off", "-1", "65536", ":9169", "::1:9169", "127.0.0.1", "127.0.0.1:", "a b:1", "127.0.0.1:many"})
    void whatIsNoAddressIsRefused(String written) {
        assertThatIllegalArgumentException().isThrownBy(() -> MetricsAddress.parse(written));
    }

    @Test
    void aPortAloneIsLookedUpAsLoopback() throws UnknownHostException {
        assertThat(MetricsAddress.parse("9169")
                        .orElseThrow()
                        .resolve()
                        .getAddress()
                        .isLoopbackAddress())
                .isTrue();
    }
}
