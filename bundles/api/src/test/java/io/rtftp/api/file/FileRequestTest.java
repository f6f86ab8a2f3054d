package io.rtftp.api.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class FileRequestTest {

    private final InetSocketAddress client = new InetSocketAddress(InetAddress.getLoopbackAddress(), 2070);

    @Test
    void namesItsClientByAddressAlone() {
        assertThat(new FileRequest("boot/vmlinuz", client).clientAddress()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "a//b", "./a", "a/..", "..", "a/./b", "a\0b"})
    void refusesAPathThatIsNotNormalised(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> new FileRequest(path, client));
    }

    @Test
    void refusesAClientWithoutAnAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileRequest("a", InetSocketAddress.createUnresolved("nowhere.invalid", 1)));
    }
}
