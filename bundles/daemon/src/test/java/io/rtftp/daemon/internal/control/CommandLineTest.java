package io.rtftp.daemon.internal.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void aCommandWithoutAScopeIsOneOfOurs() {
        assertThat(CommandLine.of(List.of("sessions", "--all"))).isEqualTo("rtftp:sessions --all");
    }

    @Test
    void aCommandWithAScopeIsLeftAsItIs() {
        assertThat(CommandLine.of(List.of("log:display", "-n", "5"))).isEqualTo("log:display -n 5");
    }

    @Test
    void whatTheShellWouldTakeApartIsQuoted() {
        assertThat(CommandLine.of(List.of("explain", "10.0.0.1", "a b;$c|d")))
                .isEqualTo("rtftp:explain 10.0.0.1 'a b;$c|d'");
        assertThat(CommandLine.of(List.of("explain", ""))).isEqualTo("rtftp:explain ''");
    }

    @Test
    void aQuoteEndsTheQuotedPart() {
        assertThat(CommandLine.of(List.of("explain", "it's"))).isEqualTo("rtftp:explain 'it'\\''s'");
    }
}
