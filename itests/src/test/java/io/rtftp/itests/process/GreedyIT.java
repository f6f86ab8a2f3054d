package io.rtftp.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that ask for the largest windows of many large files and take nothing: what they hold is the server's memory. */
class GreedyIT {

    private static final int FILES = 40;
    private static final int FILE_BYTES = 6_000_000;
    private static final int ADDRESSES = 4;
    private static final int REQUESTS_OF_ONE = 60;
    private static final long RESIDENT_BYTES_MOST = 512L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    Path work = Path.of("");

    private final List<ScriptedClient> clients = new ArrayList<>();

    @AfterEach
    void theyLeave() {
        clients.forEach(ScriptedClient::close);
    }

    @Test
    void theServerGoesOnBesideThem() throws IOException, InterruptedException {
        Path files = Files.createDirectories(work.resolve("root/default"));
        Files.writeString(files.resolve("grub.cfg"), "set timeout=5\n");
        for (int i = 0; i < FILES; i++) {
            try (RandomAccessFile file =
                    new RandomAccessFile(files.resolve("image" + i).toFile(), "rw")) {
                file.setLength(FILE_BYTES);
            }
        }
        String data = work.resolve("data").toString();
        try (ServerProcess server = Distribution.unpack(work)
                .start(
                        Path.of(data),
                        Map.of(),
                        "--listen",
                        "127.0.0.1:0",
                        "--root",
                        work.resolve("root").toString())) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.readyPort());
            int answered = 0;
            for (int i = 0; i < ADDRESSES * REQUESTS_OF_ONE; i++) {
                ScriptedClient client = ScriptedClient.at("127.0.7." + (i % ADDRESSES + 1), address);
                clients.add(client);
                client.ask(Packets.readRequest("image" + i % FILES, "blksize", "1468", "windowsize", "65535"));
                Optional<?> granted = client.receive(PATIENCE);
                if (granted.isPresent()) {
                    client.send(Packets.ack(0));
                    answered++;
                }
            }

            assertThat(answered).isGreaterThan(ADDRESSES * REQUESTS_OF_ONE / 2);
            assertThat(new Curl(work).fetchBytes("tftp://127.0.0.1:" + address.getPort() + "/grub.cfg"))
                    .asString()
                    .isEqualTo("set timeout=5\n");
            assertThat(new Innards(server.process().pid()).peakBytes()).isLessThan(RESIDENT_BYTES_MOST);
            assertThat(server.process().isAlive()).isTrue();
        }
    }
}
