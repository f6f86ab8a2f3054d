package io.rtftp.protocol.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Floods of requests, most of them bad, and what is left afterwards: nothing. */
class StormTest {

    private static final int REQUESTS = 20_000;
    private static final int SENDERS = 50;
    private static final byte[] CONTENT = new byte[20_000];
    private static final byte[] REQUEST = Packets.readRequest("file", "blksize", "1468", "windowsize", "4");

    @Test
    void aFloodLeavesNothingBehindAndRealClientsAreServedMeanwhile() throws IOException {
        Settings settings = new Settings().firstTimeout(Duration.ofMillis(50)).sessionsMax(500);
        try (Leaks leaks = Leaks.watch()) {
            long before = sockets();
            try (RunningServer server = RunningServer.start(settings, new MemoryChain().file("file", CONTENT));
                    ScriptedClient client = server.client()) {
                download(client);
                long running = sockets();
                flood(server, client);

                server.isAtRest();
                download(client);
                server.isAtRest();
                RunningServer.await("no buffer in use", () -> server.server().buffersInUse() == 0);
                RunningServer.await("no socket more than before", () -> sockets() <= running);
                assertThat(server.warnings().size())
                        .as("WARN lines: %s", server.warnings())
                        .isLessThan(20);
                assertThat(server.infos().size()).as("INFO lines").isLessThan(400);
            }
            RunningServer.await("no socket is left", () -> sockets() <= before);
            assertThat(leaks.reported()).isEmpty();
            leaks.leak();
            RunningServer.await("a leak would be seen", () -> !leaks.reported().isEmpty());
        }
    }

    private static void download(ScriptedClient client) {
        assertThat(Download.of(client, REQUEST, Duration.ofMillis(500))
                        .content()
                        .bytes())
                .isEqualTo(CONTENT);
    }

    /** Sends the flood and downloads beside it. */
    private static void flood(RunningServer server, ScriptedClient client) throws IOException {
        Random chance = new Random(99);
        List<DatagramSocket> senders = new ArrayList<>();
        try {
            for (int i = 0; i < SENDERS; i++) {
                senders.add(new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.9.0." + (i + 1)), 0)));
            }
            for (int i = 0; i < REQUESTS; i++) {
                byte[] packet = packet(chance, i);
                senders.get(chance.nextInt(SENDERS)).send(new DatagramPacket(packet, packet.length, server.address()));
                if (i % (REQUESTS / 10) == 0) {
                    download(client);
                }
            }
        } finally {
            senders.forEach(DatagramSocket::close);
        }
    }

    private static byte[] packet(Random chance, int number) {
        byte[] noise = new byte[chance.nextInt(60)];
        chance.nextBytes(noise);
        return switch (number % 6) {
            case 0 -> noise;
            case 1 -> Packets.raw(Packets.READ_REQUEST, noise);
            case 2 -> Packets.raw(chance.nextInt(8), noise);
            case 3 -> Packets.readRequest("file" + number);
            case 4 -> Packets.readRequest("file", "blksize", Integer.toString(chance.nextInt(70_000)));
            default -> Packets.readRequest("/".repeat(chance.nextInt(3)) + "file");
        };
    }

    private static long sockets() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(StormTest::isSocket).count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
