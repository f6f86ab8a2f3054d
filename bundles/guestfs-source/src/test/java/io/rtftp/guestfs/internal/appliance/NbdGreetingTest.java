package io.rtftp.guestfs.internal.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.guestfs.internal.source.NbdExport;
import io.rtftp.guestfs.internal.source.NbdExport.Tcp;
import io.rtftp.testkit.disk.Certificates;
import io.rtftp.testkit.disk.DiskImage;
import io.rtftp.testkit.disk.Filesystem;
import io.rtftp.testkit.disk.NbdServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NbdGreetingTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private Path image() {
        return DiskImage.at(directory.resolve("disk"))
                .partition(Filesystem.blank())
                .build()
                .file();
    }

    private static NbdExport at(ServerSocket server) {
        return new NbdExport(new Tcp("127.0.0.1", server.getLocalPort()), "disk", false);
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static CompletableFuture<byte[]> answering(ServerSocket server, byte[] greeting, int answer) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket client = server.accept()) {
                client.getOutputStream().write(greeting);
                return client.getInputStream().readNBytes(answer);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void serversHaveNothingToSayAboutIt() throws Exception {
        Path image = image();
        Path never = directory.resolve("never");
        try (NbdServer qemu = NbdServer.of(image).start();
                NbdServer nbdkit = NbdServer.of(image).failingWhile(never).start();
                NbdServer unix =
                        NbdServer.of(image).socket(directory.resolve("nbd")).start();
                NbdServer tls = NbdServer.of(image)
                        .tls(Certificates.in(directory.resolve("tls")))
                        .start()) {
            for (NbdServer server : new NbdServer[] {qemu, nbdkit, unix, tls}) {
                String before = server.said();
                for (int i = 0; i < 3; i++) {
                    NbdGreeting.await(Waiting.export(server), LIMIT);
                }
                assertThat(server.said()).isEqualTo(before);
            }
        }
    }

    @Test
    void aServerOfTheOldStyleIsGreetedAndLeft() throws Exception {
        byte[] greeting = ByteBuffer.allocate(152)
                .putLong(0x4e42444d41474943L)
                .putLong(0x420281861253L)
                .putLong(1L << 20)
                .array();
        try (ServerSocket server = listening()) {
            CompletableFuture<byte[]> heard = answering(server, greeting, 28);

            NbdGreeting.await(at(server), LIMIT);

            ByteBuffer request = ByteBuffer.wrap(heard.get(120, TimeUnit.SECONDS));
            assertThat(request.getInt()).isEqualTo(0x25609513);
            assertThat(request.getInt()).as("disconnect").isEqualTo(2);
        }
    }

    @Test
    void whatIsNoNbdServerIsNamed() throws Exception {
        try (ServerSocket server = listening()) {
            CompletableFuture<byte[]> heard =
                    answering(server, "220 mail ready\r\n".getBytes(StandardCharsets.UTF_8), 0);

            assertThatThrownBy(() -> NbdGreeting.await(at(server), LIMIT))
                    .isInstanceOf(ApplianceException.class)
                    .hasMessage("nbd://127.0.0.1:" + server.getLocalPort() + "/disk: this is no NBD server");
            assertThat(heard.get(120, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void aServerThatSaysNothingIsGivenUp() throws Exception {
        try (ServerSocket server = listening()) {
            assertThatThrownBy(() -> NbdGreeting.await(at(server), Duration.ofMillis(200)))
                    .hasMessageEndingWith(": connected, but the server says nothing within 200 ms");
        }
    }

    @Test
    void aServerThatClosesAtOnceIsNamed() throws Exception {
        try (ServerSocket server = listening()) {
            CompletableFuture<byte[]> heard = answering(server, new byte[0], 0);

            assertThatThrownBy(() -> NbdGreeting.await(at(server), LIMIT))
                    .hasMessageEndingWith(": the server closes the connection at once");
            assertThat(heard.get(120, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void aHostThatIsNotKnownIsNamed() {
        NbdExport export = new NbdExport(new Tcp("no-such-host.invalid", 10809), "disk", false);

        assertThatThrownBy(() -> NbdGreeting.await(export, LIMIT))
                .hasMessage(
                        "nbd://no-such-host.invalid:10809/disk: no address of the host no-such-host.invalid is known");
    }
}
