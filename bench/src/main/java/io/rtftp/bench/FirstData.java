package io.rtftp.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** How long a client waits for the first block of a file: it asks, repeats itself each second, and leaves when the block is there. */
final class FirstData {

    private static final int DATA = 3;
    private static final byte[] ENOUGH = "\0\5\0\0enough\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int REPEAT_MILLIS = 1_000;
    private static final int REPEATS_MOST = 300;

    private FirstData() {}

    /**
     * Nanoseconds from the request to the first DATA.
     *
     * @throws IOException when the server answers with something else, or not within five minutes
     */
    static long nanos(String client, int port, String file) throws IOException {
        byte[] request = ("\0\1" + file + "\0octet\0").getBytes(StandardCharsets.ISO_8859_1);
        byte[] answer = new byte[600];
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(client, 0))) {
            socket.setSoTimeout(REPEAT_MILLIS);
            long begunNanos = System.nanoTime();
            for (int i = 0; i < REPEATS_MOST; i++) {
                socket.send(new DatagramPacket(request, request.length, InetAddress.getLoopbackAddress(), port));
                DatagramPacket reply = new DatagramPacket(answer, answer.length);
                if (receive(socket, reply)) {
                    long tookNanos = System.nanoTime() - begunNanos;
                    if (answer[1] != DATA) {
                        throw new IOException(
                                file + ": " + new String(answer, 4, reply.getLength() - 4, StandardCharsets.UTF_8));
                    }
                    socket.send(new DatagramPacket(ENOUGH, ENOUGH.length, reply.getSocketAddress()));
                    return tookNanos;
                }
            }
        }
        throw new IOException(file + ": no answer within " + REPEATS_MOST + " s");
    }

    private static boolean receive(DatagramSocket socket, DatagramPacket reply) throws IOException {
        try {
            socket.receive(reply);
            return true;
        } catch (SocketTimeoutException silent) {
            return false;
        }
    }
}
