package io.rtftp.daemon.internal.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void coloursAreLeftOut() {
        assertThat(PlainText.of(
                        "\u001B[31mError executing command \u001B[1mrtftp:session\u001B[22m: no ID\u001B[39m\r\n"))
                .isEqualTo("Error executing command rtftp:session: no ID");
    }

    @Test
    void linesColumnsAndBracketsStay() {
        assertThat(PlainText.of("one\n\ttwo [31m] Überraschung")).isEqualTo("one\n\ttwo [31m] Überraschung");
    }

    @Test
    void aCutSequenceLeavesNoEscape() {
        assertThat(PlainText.of("cut \u001B[")).isEqualTo("cut [");
    }
}
