package io.rtftp.daemon.internal.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlRequestTest {

    @Test
    void wordsAreCountedSoThatOneMayBeEmpty() throws IOException {
        assertThat(read("3\0explain\0\0b\0").words()).containsExactly("explain", "", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0\0", "-1\0", "x\0a\0", "\0", "101\0a\0"})
    void aCountOutsideItsBoundsIsNoRequest(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("1 to 100");
    }

    @Test
    void anEndWithinTheRequestIsSaidToBeOne() {
        assertThatThrownBy(() -> read("2\0status\0--all")).isInstanceOf(EOFException.class);
    }

    @Test
    void aWordHasABound() {
        assertThatThrownBy(() -> read("1\0" + "x".repeat(70_000)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("65536 bytes");
    }

    @Property(tries = 200)
    void arbitraryBytesAreARequestOrAnIoException(@ForAll @Size(max = 300) List<Byte> octets) {
        byte[] bytes = new byte[octets.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = octets.get(i);
        }
        try {
            assertThat(ControlRequest.read(new ByteArrayInputStream(bytes)).words())
                    .isNotEmpty();
        } catch (IOException refused) {
            assertThat(refused).hasMessageContaining("request");
        }
    }

    private static ControlRequest read(String text) throws IOException {
        return ControlRequest.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
