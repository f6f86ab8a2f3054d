package io.rtftp.watcher.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.ClientAddress;
import io.rtftp.watcher.internal.file.DescriptionName.Description;
import io.rtftp.watcher.internal.file.DescriptionName.Misnamed;
import io.rtftp.watcher.internal.file.DescriptionName.Other;
import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1.nbd", "255.255.255.255.nbd", "2001:db8::1.nbd", "::1.nbd", "fe80::.nbd"})
    void aFileNamedAsTheServerWritesTheAddressIsADescription(String name) {
        assertThat(DescriptionName.of(name)).isEqualTo(new Description());
    }

    @ParameterizedTest
    @CsvSource({
        "010.0.0.1.nbd, 10.0.0.1.nbd",
        "10.0.0.001.nbd, 10.0.0.1.nbd",
        "10.0.0.1.NBD, 10.0.0.1.nbd",
        "2001:DB8::1.nbd, 2001:db8::1.nbd",
        "2001:db8:0:0:0:0:0:1.nbd, 2001:db8::1.nbd",
        "2001:db8::0001.nbd, 2001:db8::1.nbd",
        "[2001:db8::1].nbd, 2001:db8::1.nbd",
        "fe80::1%eth0.nbd, fe80::1.nbd",
        "::ffff:10.0.0.1.nbd, 10.0.0.1.nbd"
    })
    void anotherSpellingOfAnAddressIsToldTheRightOne(String name, String right) {
        assertThat(DescriptionName.of(name)).isEqualTo(new Misnamed("the right name for this address is " + right));
        assertThat(DescriptionName.of(right)).isEqualTo(new Description());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web-server.nbd",
                "10.0.0.nbd",
                "10.0.0.256.nbd",
                "10.0.0.1.1.nbd",
                "10.0.0.1/24.nbd",
                "1:2.nbd",
                ":::.nbd",
                "localhost.nbd",
                "0x0a000001.nbd",
                "10.nbd"
            })
    void aNameThatIsNoAddressIsToldWhatOneLooksLike(String name) {
        assertThat(DescriptionName.of(name))
                .isEqualTo(new Misnamed(
                        "it is not named after a client's address, such as 192.0.2.5.nbd or 2001:db8::5.nbd"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".#10.0.0.1.nbd",
                ".10.0.0.1.nbd",
                ".nbd",
                "10.0.0.1.nbd~",
                "#10.0.0.1.nbd#",
                "10.0.0.1.nbd.swp",
                "10.0.0.1",
                "default",
                "vmlinuz"
            })
    void whatEditorsLeaveAndWhatIsServedIsNoDescription(String name) {
        assertThat(DescriptionName.of(name)).isEqualTo(new Other());
    }

    @Property
    void everyAddressOfAClientNamesADescription(@ForAll @Size(16) byte[] address) throws UnknownHostException {
        String name = ClientAddress.of(InetAddress.getByAddress(address)) + ".nbd";

        assertThat(DescriptionName.of(name)).isEqualTo(new Description());
    }

    @Property
    void anyNameIsJudged(@ForAll String stem) {
        assertThat(DescriptionName.of(stem + ".nbd")).isNotNull();
    }
}
