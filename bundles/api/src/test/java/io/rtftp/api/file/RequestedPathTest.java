package io.rtftp.api.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class RequestedPathTest {

    @ParameterizedTest
    @CsvSource({
        "pxelinux.0, pxelinux.0",
        "//boot//grub/grub.cfg, boot/grub/grub.cfg", // GRUB
        "\\EFI\\BOOT\\grubx64.efi, EFI/BOOT/grubx64.efi", // shim
        "boot/, boot",
        ".hidden/..., .hidden/...",
    })
    void slashesAreMadeOneAndTheOuterOnesGo(String name, String path) {
        assertThat(RequestedPath.normalise(name)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../etc/passwd", "..\\..\\boot.ini", "a/../../b", "./a", "a/."})
    void aDotSegmentIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RequestedPath.normalise(name))
                .withMessageMatching("'\\.\\.?' is not allowed in a path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "\\\\/"})
    void aNameOfSlashesAloneIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> RequestedPath.normalise(name));
    }

    @Property
    void whatIsNotRefusedCanBeAskedForAndStaysAsItIs(
            @ForAll @Chars({'/', '\\', '.'}) @CharRange(from = 'a', to = 'c') String name) {
        String path = "";
        try {
            path = RequestedPath.normalise(name);
        } catch (IllegalArgumentException refused) {
            Assume.that(false);
        }

        assertThat(new FileRequest(path, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)).path())
                .isEqualTo(RequestedPath.normalise(path));
    }
}
