package io.rtftp.shell.internal.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class TypedPathTest {

    @ParameterizedTest
    @CsvSource({"/boot//vmlinuz, boot/vmlinuz", "boot\\vmlinuz, boot/vmlinuz", "vmlinuz, vmlinuz"})
    void aFileIsNormalisedAsTheServerDoesIt(String typed, String path) throws CommandFailedException {
        assertThat(TypedPath.file(typed)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "/, ''", "//, ''", "boot/, boot"})
    void nothingIsTheTopDirectory(String typed, String path) throws CommandFailedException {
        assertThat(TypedPath.directory(typed)).isEqualTo(path);
    }

    @Test
    void aPathThatTheServerWouldRefuseIsNamedWithTheReason() {
        assertThatThrownBy(() -> TypedPath.file("boot/../etc/passwd"))
                .hasMessage(
                        "path 'boot/../etc/passwd': '..' is not allowed in a path; give it as the client asks, such as"
                                + " boot/vmlinuz");
        assertThatThrownBy(() -> TypedPath.file("/"))
                .hasMessage("path '/': the name has no file in it; give it as the client asks, such as boot/vmlinuz");
        assertThatThrownBy(() -> TypedPath.directory("..")).hasMessageContaining("'..' is not allowed");
    }
}
