package io.rtftp.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class ConfigurationKeysTest {

    @interface Keys {
        int idle__timeout() default 300;

        boolean single__port() default false;

        String tftp__root() default "/srv/tftp";

        String[] allowed__networks() default {"10.0.0.0/8", "fd00::/8"};
    }

    private final List<String> complaints = new ArrayList<>();
    private final ConfigurationKeys keys = new ConfigurationKeys(Keys.class, complaints::add);

    @Test
    void aMissingKeyHasTheDefaultOfTheAnnotation() {
        keys.deliver(Map.of());

        assertThat(keys.integer("idle_timeout", 1, 1_000)).isEqualTo(300);
        assertThat(keys.flag("single_port")).isFalse();
        assertThat(keys.<String>value("allowed_networks", "", text -> text)).isEqualTo("10.0.0.0/8,fd00::/8");
    }

    @Test
    void aDeliveredValueCountsWhetherItIsTextOrTyped() {
        assertThat(keys.deliver(Map.of("idle_timeout", " 7 ")).integer("idle_timeout", 1, 1_000))
                .isEqualTo(7);
        assertThat(keys.deliver(Map.of("idle_timeout", 8)).integer("idle_timeout", 1, 1_000))
                .isEqualTo(8);
    }

    @Test
    void aWrongValueIsReportedAndTheOneInForceStays() {
        keys.deliver(Map.of("idle_timeout", "7")).integer("idle_timeout", 1, 1_000);

        assertThat(keys.deliver(Map.of("idle_timeout", "soon")).integer("idle_timeout", 1, 1_000))
                .isEqualTo(7);
        assertThat(complaints)
                .containsExactly(
                        "io.rtftp: idle_timeout = soon is not a whole number from 1 to 1000; idle_timeout = 7 stays");
    }

    @Test
    void aWrongFirstValueGivesTheDefault() {
        assertThat(keys.deliver(Map.of("idle_timeout", "0")).integer("idle_timeout", 1, 1_000))
                .isEqualTo(300);
        assertThat(complaints).hasSize(1);
    }

    @Test
    void aRemovedKeyIsBackAtItsDefault() {
        keys.deliver(Map.of("idle_timeout", "7")).integer("idle_timeout", 1, 1_000);

        assertThat(keys.deliver(Map.of()).integer("idle_timeout", 1, 1_000)).isEqualTo(300);
        assertThat(complaints).isEmpty();
    }

    @Test
    void aFlagIsTrueOrFalseAndNothingElse() {
        assertThat(keys.deliver(Map.of("single_port", "TRUE")).flag("single_port"))
                .isTrue();
        assertThat(keys.deliver(Map.of("single_port", "yes")).flag("single_port"))
                .isTrue();
        assertThat(complaints)
                .containsExactly("io.rtftp: single_port = yes is not true or false; single_port = TRUE stays");
    }

    @Test
    void aDirectoryThatIsNotThereDoesNotReplaceOneThatIs(@TempDir Path root) {
        keys.deliver(Map.of("tftp_root", root.toString())).directory("tftp_root");

        assertThat(keys.deliver(Map.of("tftp_root", "/no/such/root")).directory("tftp_root"))
                .isEqualTo(root);
        assertThat(keys.deliver(Map.of("tftp_root", "relative")).directory("tftp_root"))
                .isEqualTo(root);
        assertThat(complaints).hasSize(2);
    }

    @Test
    void theFirstDirectoryMayAppearLater() {
        assertThat(keys.deliver(Map.of("tftp_root", "/no/such/root")).directory("tftp_root"))
                .isEqualTo(Path.of("/no/such/root"));
        assertThat(complaints).isEmpty();
    }

    @Test
    void aDirectoryThatIsAwayStaysInForceWhateverElseIsDelivered(@TempDir Path root) throws IOException {
        Path away = Files.createDirectory(root.resolve("away"));
        keys.deliver(Map.of("tftp_root", away.toString())).directory("tftp_root");
        Files.delete(away);

        assertThat(keys.deliver(Map.of("tftp_root", away.toString())).directory("tftp_root"))
                .isEqualTo(away);
        assertThat(complaints).isEmpty();
        assertThat(keys.deliver(Map.of("tftp_root", "/no/such/root")).directory("tftp_root"))
                .isEqualTo(away);
        assertThat(complaints).hasSize(1);
    }
}
