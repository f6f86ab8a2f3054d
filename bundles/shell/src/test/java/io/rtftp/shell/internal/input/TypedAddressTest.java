package io.rtftp.shell.internal.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.api.file.ClientAddress;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class TypedAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.5, 192.0.2.5",
        "0.0.0.0, 0.0.0.0",
        "2001:DB8::0005, 2001:db8::5",
        "::1, ::1",
        "::ffff:192.0.2.5, 192.0.2.5"
    })
    void everyFormOfAnAddressIsUnderstood(String typed, String address) throws CommandFailedException {
        assertThat(ClientAddress.of(TypedAddress.parse(typed))).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "boot.example",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.05",
                "1",
                "0x7f.1",
                "192.0.2.5 ",
                "1:2",
                "g::1",
                "fe80::1%eth0",
                "[::1]",
                ".:1",
                ":",
                "::1::",
                "192.0.2.5:69"
            })
    void whatIsNoAddressIsSaidAtOnceAndNeverLookedUp(String typed) {
        assertThatThrownBy(() -> TypedAddress.parse(typed))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("'" + typed
                        + "' is not an address; give one such as 192.0.2.5 or 2001:db8::5 (names are not looked up)");
    }
}
