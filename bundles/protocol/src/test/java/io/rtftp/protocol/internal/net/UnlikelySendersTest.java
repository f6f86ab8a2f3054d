package io.rtftp.protocol.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.socket.DatagramPacket;
import io.rtftp.protocol.internal.wire.Opcode;
import io.rtftp.testkit.tftp.Packets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests whose sender or destination no ordinary socket can have, or only root's, put on the desk by hand. */
@NullMarked
class UnlikelySendersTest {

    private final MemoryChain chain = new MemoryChain();
    private final Loop loop = new Loop(Transport.best(), System::nanoTime);
    private final Diary diary = new Diary(System::nanoTime, new RunningServer.Lines());
    private final Buffers buffers = new Buffers(Transport.best());
    private final Sessions sessions = new Sessions(loop);
    private final RequestDesk desk =
            new RequestDesk(new ServerParts(loop, sessions, diary), new LocalAddresses(), new Settings().build());
    private final UdpSocket.Shared shared = new UdpSocket.Shared(Transport.best(), loop, diary, buffers, desk::hears);
    private final Sockets sockets = new Sockets(shared, desk);
    private final AtomicReference<UdpSocket> arrivedAt = new AtomicReference<>();

    UnlikelySendersTest() {
        desk.sockets(sockets);
        desk.chain(chain);
        loop.run(() -> {
            var unused = UdpSocket.open(shared, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), false, null)
                    .thenAccept(arrivedAt::set);
        });
        RunningServer.await("a socket", () -> arrivedAt.get() != null);
    }

    @AfterEach
    void end() {
        loop.runAndWait(() -> {
            sessions.all().forEach(session -> session.cancel("the test is over"));
            sockets.close();
            Objects.requireNonNull(arrivedAt.get()).close();
            buffers.close();
        });
        diary.close();
        loop.close();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 0, 127.0.0.1", // no port to answer to
        "127.0.0.1, 7, 127.0.0.1", // echo: would answer for ever
        "127.0.0.1, 19, 127.0.0.1", // chargen
        "127.0.0.1, 69, 127.0.0.1", // another TFTP server
        "224.0.0.1, 2070, 127.0.0.1",
        "ff02::1, 2070, ::1",
        "255.255.255.255, 2070, 127.0.0.1",
        "127.255.255.255, 2070, 127.0.0.1",
        "0.0.0.0, 2070, 127.0.0.1",
        "127.0.0.1, 2070, 224.0.0.1", // RFC 1123 §4.2.3.5: a request to everyone
        "127.0.0.1, 2070, 127.255.255.255",
        "127.0.0.1, 2070, 255.255.255.255",
    })
    void isNeitherAnsweredNorLookedFor(String sender, int port, String destination) {
        byte[] request = Packets.readRequest("missing");
        arrive(request, sender, port, destination);
        arrive(Packets.raw(1), sender, port, destination); // it would be refused
        arrive(request, "127.0.0.1", 2_070, "127.0.0.1"); // heard, so that the first ones had their time

        RunningServer.await(
                "the ordinary request is heard", () -> !chain.asked().isEmpty());
        assertThat(chain.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.client())
                        .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 2_070)));
        assertThat(diary.times(Diary.Topic.UNHEARD)).isEqualTo(2);
        assertThat(diary.times(Diary.Topic.MALFORMED)).isZero();
    }

    private void arrive(byte[] packet, String sender, int port, String destination) {
        boolean ran = loop.runAndWait(() -> desk.onRequest(
                Opcode.READ_REQUEST,
                new DatagramPacket(
                        Unpooled.wrappedBuffer(packet),
                        new InetSocketAddress(destination, 69),
                        new InetSocketAddress(sender, port)),
                Objects.requireNonNull(arrivedAt.get())));
        assertThat(ran).isTrue();
    }
}
