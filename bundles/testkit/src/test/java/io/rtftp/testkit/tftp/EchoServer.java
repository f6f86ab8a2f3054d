package io.rtftp.testkit.tftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Answers each datagram to its port from a second one, as a TFTP server does, until it is closed. */
final class EchoServer implements AutoCloseable {

    private final DatagramSocket listening;
    private final DatagramSocket answering;

    private EchoServer(UnaryOperator<byte[]> answer) throws IOException {
        listening = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        answering = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        for (DatagramSocket socket : new DatagramSocket[] {listening, answering}) {
            Thread thread = new Thread(() -> serve(socket, answer), "echo");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Starts one; an empty answer is none. */
    static EchoServer answering(UnaryOperator<byte[]> answer) {
        try {
            return new EchoServer(answer);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    InetSocketAddress tid() {
        return (InetSocketAddress) answering.getLocalSocketAddress();
    }

    private void serve(DatagramSocket socket, UnaryOperator<byte[]> answer) {
        byte[] buffer = new byte[65_536];
        try {
            while (!socket.isClosed()) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] reply = answer.apply(Arrays.copyOf(buffer, packet.getLength()));
                if (reply.length > 0) {
                    answering.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException closed) {
            socket.close();
        }
    }

    @Override
    public void close() {
        listening.close();
        answering.close();
    }
}
