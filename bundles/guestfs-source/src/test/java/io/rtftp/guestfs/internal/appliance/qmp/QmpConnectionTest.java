package io.rtftp.guestfs.internal.appliance.qmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real QEMU, of a machine with nothing in it. */
class QmpConnectionTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path directory;
    private final Process qemu;
    private final QmpConnection connection;

    QmpConnectionTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        Path socket = directory.resolve("qmp");
        qemu = new ProcessBuilder(
                        "qemu-system-x86_64",
                        "-machine",
                        "q35",
                        "-accel",
                        "tcg",
                        "-S",
                        "-display",
                        "none",
                        "-nodefaults",
                        "-qmp",
                        "unix:" + socket + ",server=on,wait=off")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        connection = connected(socket);
    }

    /** QEMU makes the socket a moment before it listens on it. */
    private QmpConnection connected(Path socket) throws InterruptedException, QmpException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                return QmpConnection.open(socket, LIMIT);
            } catch (QmpException notYet) {
                if (System.nanoTime() - deadline > 0) {
                    throw notYet;
                }
            }
            assertThat(qemu.waitFor(20, TimeUnit.MILLISECONDS)).as("QEMU ended").isFalse();
        }
    }

    @AfterEach
    void end() throws Exception {
        connection.close();
        qemu.destroyForcibly().waitFor();
    }

    @Test
    void aCommandGivesWhatItReturns() throws Exception {
        assertThat(connection
                        .execute("query-status", connection.arguments(), LIMIT)
                        .path("status")
                        .asText())
                .isEqualTo("prelaunch");
    }

    @Test
    void aRefusedCommandCarriesQemusOwnWords() {
        var arguments = connection.arguments().put("id", "none");

        assertThatThrownBy(() -> connection.execute("device_del", arguments, LIMIT))
                .isInstanceOf(QmpException.class)
                .hasMessage("Device 'none' not found");
    }

    @Test
    void valuesAreNeverReadAsAnythingElse() {
        var arguments = connection.arguments().put("id", "x\"},{\"a\\\n,driver=evil");

        assertThatThrownBy(() -> connection.execute("device_del", arguments, LIMIT))
                .isInstanceOf(QmpException.class)
                .hasMessage("Device 'x\"},{\"a\\\n,driver=evil' not found");
    }

    @Test
    void aQemuThatDoesNotAnswerIsGivenUp() throws Exception {
        new ProcessBuilder("kill", "-STOP", Long.toString(qemu.pid())).start().waitFor();

        assertThatThrownBy(() -> connection.execute("query-status", connection.arguments(), Duration.ofMillis(200)))
                .hasMessage("QEMU did not answer query-status within 200 ms");

        new ProcessBuilder("kill", "-CONT", Long.toString(qemu.pid())).start().waitFor();
        assertThat(connection
                        .execute("query-version", connection.arguments(), LIMIT)
                        .path("qemu")
                        .isObject())
                .as("the late answer is nobody's")
                .isTrue();
    }

    @Test
    void aQemuThatIsKilledEndsWhatWaits() throws Exception {
        qemu.destroyForcibly();

        assertThat(connection.ended().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isNotEmpty();
        assertThatThrownBy(() -> connection.execute("query-status", connection.arguments(), LIMIT))
                .hasMessageContaining("QEMU is gone");
    }

    @Test
    void whereNobodyListensTheSocketIsNamed() {
        Path nothing = directory.resolve("nothing");

        assertThatThrownBy(() -> QmpConnection.open(nothing, LIMIT)).hasMessageContaining(nothing.toString());
    }
}
