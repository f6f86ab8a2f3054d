package io.rtftp.guestfs.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameLimitsTest {

    private static final String TOO_LONG = "no file on a disk has so long a name";

    @Test
    void aNameHasAtMost255BytesWhateverItsCharacters() {
        assertThat(NameLimits.hinder("/boot/" + "x".repeat(255) + "/kernel")).isEmpty();
        assertThat(NameLimits.hinder("/boot/" + "x".repeat(256) + "/kernel")).contains(TOO_LONG);
        assertThat(NameLimits.hinder("/" + "ü".repeat(127))).isEmpty();
        assertThat(NameLimits.hinder("/" + "ü".repeat(128))).contains(TOO_LONG);
    }

    @Test
    void aPathHasAtMost4095Bytes() {
        assertThat(NameLimits.hinder("/x".repeat(2_047) + "/")).isEmpty();
        assertThat(NameLimits.hinder("/x".repeat(2_048))).contains(TOO_LONG);
    }

    @Test
    void aNameHasNoCharactersBeyondTheBasicPlane() {
        assertThat(NameLimits.hinder("/Überraschung/カーネル-\uFFFD")).isEmpty();
        assertThat(NameLimits.hinder("/boot/🐧.img"))
                .contains("a name with characters beyond U+FFFF can't be looked for on a disk");
    }
}
