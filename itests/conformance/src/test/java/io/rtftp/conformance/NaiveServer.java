package io.rtftp.conformance;

import io.rtftp.testkit.tftp.Packets;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A server with the faults that the suite is there to find: it follows every name wherever it leads, and answers each ACK and each copy of
 * a request, whatever it has sent. It has one port, no options and no timer.
 */
final class NaiveServer implements AutoCloseable {

    private static final int BLOCK_BYTES = 512;

    private final Path root;
    private final DatagramSocket socket;
    private final Map<Path, byte[]> contents = new HashMap<>();
    private final Map<SocketAddress, byte[]> asked = new HashMap<>();
    private final Thread thread;

    NaiveServer(Path root) throws IOException {
        this.root = root;
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.thread = new Thread(this::serve, "naive-server");
        thread.start();
    }

    Server asSeen() {
        InetSocketAddress address = (InetSocketAddress) socket.getLocalSocketAddress();
        return new Server(address, "127.0.0.1", Optional.of(root));
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        try {
            while (true) {
                packet.setLength(65_536);
                socket.receive(packet);
                byte[] answer =
                        answer(packet.getSocketAddress(), ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
                if (answer.length > 0) {
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException closed) {
            asked.clear();
        }
    }

    private byte[] answer(SocketAddress client, ByteBuffer packet) throws IOException {
        int opcode = packet.getShort();
        if (opcode == Packets.ACK) {
            return block(asked.getOrDefault(client, new byte[0]), Short.toUnsignedInt(packet.getShort()) + 1);
        }
        if (opcode != Packets.READ_REQUEST) {
            return new byte[0];
        }
        Path file = file(packet);
        if (!Files.isRegularFile(file)) {
            return Packets.error(1, "no such file");
        }
        byte[] content = contents.get(file);
        if (content == null) {
            content = Files.readAllBytes(file);
            contents.put(file, content);
        }
        asked.put(client, content);
        return block(content, 1);
    }

    private Path file(ByteBuffer request) {
        String name = StandardCharsets.ISO_8859_1.decode(request).toString();
        String followed = name.substring(0, name.indexOf("\0octet"))
                .replace("\0", "")
                .replace('\\', '/')
                .replace("%2e", ".")
                .replace("\u00c0\u00ae", ".");
        return root.resolve(followed);
    }

    private static byte[] block(byte[] content, int number) {
        int from = Math.min(content.length, (number - 1) * BLOCK_BYTES);
        return Packets.data(number, Arrays.copyOfRange(content, from, Math.min(content.length, from + BLOCK_BYTES)));
    }
}
