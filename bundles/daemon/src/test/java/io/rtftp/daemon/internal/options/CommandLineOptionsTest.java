package io.rtftp.daemon.internal.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class CommandLineOptionsTest {

    @Test
    void whatHasThePrefixIsAnOptionOfTheRestOfItsName() {
        Properties system = new Properties();
        system.setProperty("rtftp.option.listen", "[::1]:0");
        system.setProperty("rtftp.option.tftp_root", "/srv/other");
        system.setProperty("rtftp.daemon", "true");
        system.setProperty("listen", "0.0.0.0:69");
        assertThat(CommandLineOptions.of(system).values())
                .containsOnly(Map.entry("listen", "[::1]:0"), Map.entry("tftp_root", "/srv/other"));
    }
}
