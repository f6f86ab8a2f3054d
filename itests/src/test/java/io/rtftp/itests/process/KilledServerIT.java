package io.rtftp.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.disk.Bytes;
import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at random moments; {@code -Drtftp.kills=50} for as many of them as one likes. */
class KilledServerIT {

    private static final int KILLS = Integer.getInteger("rtftp.kills", 3);
    private static final int MOMENT_MILLIS_MOST = 6_000; // longer than a start takes
    private static final byte[] CONTENT = Bytes.noise(2_000_000, 21);

    @TempDir
    Path work = Path.of("");

    @Test
    void aServerThatWasKilledStartsAgainInItsDataDirectoryAndServes() throws IOException, InterruptedException {
        Random chance = new Random(9);
        Distribution distribution = Distribution.unpack(work);
        Files.createDirectories(root().resolve("default"));
        Files.write(root().resolve("default/kernel"), CONTENT);
        for (int i = 0; i < KILLS; i++) {
            try (ServerProcess doomed = start(distribution)) {
                // Half of them are killed while they start, half while they send.
                if (i % 2 == 0) {
                    beginDownload(doomed.readyPort());
                }
                doomed.process().waitFor(chance.nextInt(i % 2 == 0 ? 50 : MOMENT_MILLIS_MOST), TimeUnit.MILLISECONDS);
                doomed.process().destroyForcibly().waitFor();
            }
        }
        try (ServerProcess server = start(distribution)) {
            assertThat(download(server.readyPort())).isEqualTo(CONTENT);
            server.process().destroy();
            assertThat(server.end().status()).isZero();
        }
    }

    private ServerProcess start(Distribution distribution) throws IOException {
        return distribution.start(
                work.resolve("data"), Map.of(), "--listen", "127.0.0.1:0", "--root", root().toString());
    }

    private Path root() {
        return work.resolve("root");
    }

    private static void beginDownload(int port) {
        try (ScriptedClient client = client(port)) {
            assertThat(client.ask(request()).receive().opcode()).isEqualTo(Packets.OPTION_ACK);
            client.send(Packets.ack(0)).receive();
        }
    }

    private static byte[] download(int port) {
        try (ScriptedClient client = client(port)) {
            return Download.of(client, request()).content().bytes();
        }
    }

    private static byte[] request() {
        return Packets.readRequest("kernel", "blksize", "1468", "windowsize", "16");
    }

    private static ScriptedClient client(int port) {
        return ScriptedClient.at("127.0.0.1", new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
}
