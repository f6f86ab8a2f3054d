package io.rtftp.itests.process;

import io.rtftp.testkit.tftp.Packets;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Requests at a steady rate, each from a random port of a random address of 127/8 that nobody listens at afterwards; every fourth one
 * is malformed. A thread of its own, until {@link #close}.
 */
final class Flood implements AutoCloseable {

    private static final int MALFORMED_EVERY = 4;
    private static final int LONGEST_NOISE = 60;

    /** Below those the kernel gives to clients of this host, whose sockets hear what is sent to any of its addresses: 127/8 is ours, too. */
    private static final int PORT_LEAST = 1_024;

    private static final int PORT_MOST = 32_767;

    private final InetSocketAddress server;
    private final long intervalNanos;
    private final Random chance = new Random(127);
    private final AtomicLong sent = new AtomicLong();
    private final long startNanos = System.nanoTime();
    private final Thread thread = new Thread(this::run, "flood");
    private volatile boolean closed;
    private volatile long endNanos;
    private volatile @Nullable IOException failure;

    private Flood(InetSocketAddress server, int perSecond) {
        this.server = server;
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    static Flood of(InetSocketAddress server, int perSecond) {
        Flood flood = new Flood(server, perSecond);
        flood.thread.setDaemon(true);
        flood.thread.start();
        return flood;
    }

    /** How many requests went out. */
    long sent() {
        return sent.get();
    }

    /** How many a second went out, from the first to the last. */
    double perSecond() {
        return sent() * 1e9 / (endNanos - startNanos);
    }

    /** Ends it, and says why it could not go on where it could not. */
    @Override
    public void close() throws IOException {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        IOException why = failure;
        if (why != null) {
            throw new IOException("the flood ended after " + sent + " requests", why);
        }
    }

    private void run() {
        try {
            while (!closed) {
                long ahead = startNanos + sent.get() * intervalNanos - System.nanoTime();
                if (ahead > 0) {
                    LockSupport.parkNanos(ahead);
                } else {
                    one();
                }
            }
        } catch (IOException broken) {
            failure = broken;
        }
        endNanos = System.nanoTime();
    }

    private void one() throws IOException {
        try (DatagramChannel sender = DatagramChannel.open()) {
            int port = PORT_LEAST + chance.nextInt(PORT_MOST - PORT_LEAST);
            sender.bind(new InetSocketAddress(address(), port));
            sender.send(ByteBuffer.wrap(packet()), server);
            sent.incrementAndGet();
        } catch (BindException taken) {
            return; // somebody's port: the next one is better
        }
    }

    private InetAddress address() throws IOException {
        byte[] bytes = new byte[4];
        chance.nextBytes(bytes);
        bytes[0] = 127;
        bytes[3] = (byte) (1 + chance.nextInt(254)); // neither a network's own address nor that of all on it
        return InetAddress.getByAddress(bytes);
    }

    private byte[] packet() {
        long number = sent.get();
        byte[] noise = new byte[chance.nextInt(LONGEST_NOISE)];
        chance.nextBytes(noise);
        if (number % MALFORMED_EVERY == 0) {
            return Packets.raw(chance.nextInt(8), noise);
        }
        return switch (chance.nextInt(4)) {
            case 0 -> Packets.readRequest("boot/vmlinuz", "tsize", "0", "blksize", "1468", "windowsize", "64");
            case 1 -> Packets.readRequest("boot/vmlinuz");
            case 2 -> Packets.readRequest("grub/" + Long.toHexString(chance.nextLong()), "tsize", "0");
            default -> Packets.readRequest("boot/vmlinuz", "timeout", "255", "blksize", "65464");
        };
    }
}
