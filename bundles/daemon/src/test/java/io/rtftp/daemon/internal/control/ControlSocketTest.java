package io.rtftp.daemon.internal.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class ControlSocketTest {

    private static final ControlSocket.Bounds BOUNDS = new ControlSocket.Bounds(4, Duration.ofSeconds(2));
    private static final ControlSocket.Bounds PATIENT = new ControlSocket.Bounds(4, Duration.ofSeconds(50));

    @TempDir
    Path data = Path.of("");

    @Test
    void aCommandsOutputIsFollowedByItsStatus() throws IOException {
        try (ControlSocket socket = open(PATIENT, (words, out) -> {
                    out.println(words);
                    return "";
                });
                Client client = new Client(path(socket))) {
            assertThat(client.ask("explain", "a b").reply()).isEqualTo("[explain, a b]\n\0000\0");
        }
    }

    @Test
    void aFailedCommandHasStatusOneAndASentence() throws IOException {
        try (ControlSocket socket = open(PATIENT, (words, out) -> "no transfer 7");
                Client client = new Client(path(socket))) {
            assertThat(client.ask("session", "7").reply()).isEqualTo("\0001\0no transfer 7");
        }
    }

    @Test
    void aNulOfTheOutputIsNotTakenForItsEnd() throws IOException {
        try (ControlSocket socket = open(PATIENT, (words, out) -> {
                    out.print("a\0b");
                    return "";
                });
                Client client = new Client(path(socket))) {
            assertThat(client.ask("x").reply()).isEqualTo("a?b\0000\0");
        }
    }

    @Test
    void whatIsNoRequestIsAnsweredWithWhy() throws IOException {
        try (ControlSocket socket = open(PATIENT, (words, out) -> "");
                Client client = new Client(path(socket))) {
            assertThat(client.send("GET / HTTP/1.1\0").reply()).startsWith("\0001\0a request begins with");
        }
    }

    @Test
    void onlyTheOwnerMayOpenTheSocket() throws IOException {
        try (ControlSocket socket = open(PATIENT, (words, out) -> "")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path(socket))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theSocketOfAKilledServerIsReplacedAndItsOwnIsRemoved() throws IOException {
        Files.createFile(data.resolve("control.sock"));
        try (ControlSocket socket = open(PATIENT, (words, out) -> "");
                Client client = new Client(path(socket))) {
            assertThat(client.ask("status").reply()).isEqualTo("\0000\0");
        }
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void aClientThatAsksNothingIsLetGoAndHoldsUpNobody() throws IOException {
        try (ControlSocket socket = open(BOUNDS, (words, out) -> "");
                Client silent = new Client(path(socket));
                Client other = new Client(path(socket))) {
            assertThat(other.ask("status").reply()).isEqualTo("\0000\0");
            assertThat(silent.reply()).isEmpty();
        }
    }

    @Test
    void aClientThatTakesNoOutputIsLetGo() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (ControlSocket socket = open(BOUNDS, (words, out) -> {
                    printUntilItFails(out);
                    ended.countDown();
                    return "";
                });
                Client stuck = new Client(path(socket))) {
            stuck.ask("log:tail");
            assertThat(ended.await(50, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aCommandWhoseClientHasGoneIsInterrupted() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        try (ControlSocket socket = open(PATIENT, (words, out) -> {
            running.countDown();
            waitForInterrupt(interrupted);
            return "";
        })) {
            try (Client client = new Client(path(socket))) {
                client.ask("log:tail");
                assertThat(running.await(50, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(interrupted.await(50, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void severalClientsAreServedAtOnce() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        try (ControlSocket socket = open(PATIENT, (words, out) -> {
                    both.countDown();
                    return await(both) ? "" : "alone";
                });
                Client one = new Client(path(socket));
                Client two = new Client(path(socket))) {
            one.ask("a");
            two.ask("b");
            assertThat(List.of(one.reply(), two.reply())).containsOnly("\0000\0");
        }
    }

    @Test
    void aConnectionTooManyIsClosed() throws IOException {
        try (ControlSocket socket = open(new ControlSocket.Bounds(1, Duration.ofSeconds(50)), (words, out) -> "");
                Client first = new Client(path(socket));
                Client second = new Client(path(socket))) {
            assertThat(second.reply()).isEmpty();
            assertThat(first.ask("status").reply()).isEqualTo("\0000\0");
        }
    }

    private ControlSocket open(ControlSocket.Bounds bounds, CommandRunner runner) throws IOException {
        return ControlSocket.open(data.resolve("control.sock"), runner, bounds);
    }

    private Path path(ControlSocket socket) {
        assertThat(socket).isNotNull();
        return data.resolve("control.sock");
    }

    private static void printUntilItFails(PrintStream out) {
        while (!out.checkError()) {
            out.println("a line that nobody reads");
        }
    }

    private static void waitForInterrupt(CountDownLatch interrupted) {
        try {
            boolean counted = new CountDownLatch(1).await(50, TimeUnit.SECONDS);
            assertThat(counted).isFalse();
        } catch (InterruptedException asExpected) {
            interrupted.countDown();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(50, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
