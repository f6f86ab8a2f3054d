package io.rtftp.guestfs.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameLimitsTest {

    @Test
    void aNameHasAtMost255BytesWhateverItsCharacters() {
        assertThat(NameLimits.areExceededBy("/boot/" + "x".repeat(255) + "/kernel"))
                .isFalse();
        assertThat(NameLimits.areExceededBy("/boot/" + "x".repeat(256) + "/kernel"))
                .isTrue();
        assertThat(NameLimits.areExceededBy("/" + "ü".repeat(127))).isFalse();
        assertThat(NameLimits.areExceededBy("/" + "ü".repeat(128))).isTrue();
    }

    @Test
    void aPathHasAtMost4095Bytes() {
        assertThat(NameLimits.areExceededBy("/x".repeat(2_047) + "/")).isFalse();
        assertThat(NameLimits.areExceededBy("/x".repeat(2_048))).isTrue();
    }
}
