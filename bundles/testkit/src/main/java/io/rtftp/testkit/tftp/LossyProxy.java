package io.rtftp.testkit.tftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A bad network between real clients and a real server: listens for requests as the server would, and loses, repeats, delays and reorders
 * what goes either way. A client sees a server TID of its own for each of the server's, as RFC 1350 §4 has it; the server sees a client TID
 * of its own for each of the clients'.
 */
public final class LossyProxy implements AutoCloseable {

    private static final int DATAGRAM_BYTES = 65_536;
    private static final int KERNEL_BUFFER_BYTES = 4 << 20;
    private static final long KEPT_NANOS = 5_000_000L;

    private final InetSocketAddress server;
    private final Faults faults;
    private final long seed;
    private final Selector selector;
    private final DatagramChannel listening;
    private final Map<InetSocketAddress, DatagramChannel> towardsServer = new HashMap<>();
    private final Map<Pair, DatagramChannel> towardsClient = new HashMap<>();
    private final Map<InetAddress, Way.Line> lines = new HashMap<>();
    private final Underway underway = new Underway(System.nanoTime());
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(DATAGRAM_BYTES);
    private final AtomicLong carried = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;

    private LossyProxy(InetSocketAddress server, Faults faults, long seed) throws IOException {
        this.server = server;
        this.faults = faults;
        this.seed = seed;
        this.selector = Selector.open();
        this.listening = open(new InetSocketAddress(server.getAddress(), 0), new FromClient(null));
        this.thread = new Thread(this::run, "lossy-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** A proxy before {@code server}, at the same address; equal seeds decide alike for equal packets of a client in equal order. */
    public static LossyProxy before(InetSocketAddress server, Faults faults, long seed) {
        try {
            return new LossyProxy(server, faults, seed);
        } catch (IOException failure) {
            throw new UncheckedIOException("no proxy before " + server, failure);
        }
    }

    /** Where to send requests. */
    public InetSocketAddress address() {
        return local(listening);
    }

    /** How many packets came in. */
    public long carried() {
        return carried.get();
    }

    /** How many of them were lost on purpose. */
    public long lost() {
        return lost.get();
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        selector.wakeup();
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    /** A client and the server's TID that answers it. */
    private record Pair(InetSocketAddress client, InetSocketAddress server) {}

    private sealed interface Direction {}

    /** What comes from clients; to a TID of the server, or, null, to its listening port. */
    private record FromClient(@Nullable InetSocketAddress to) implements Direction {}

    private record FromServer(InetSocketAddress client) implements Direction {}

    private void run() {
        try {
            while (!Thread.interrupted() && selector.isOpen()) {
                selector.select(this::onReadable, underway.waitMillis(System.nanoTime()));
                underway.deliver(System.nanoTime());
            }
        } catch (IOException | ClosedSelectorException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void onReadable(SelectionKey key) {
        DatagramChannel channel = (DatagramChannel) key.channel();
        try {
            for (InetSocketAddress from = receive(channel); from != null; from = receive(channel)) {
                if (key.attachment() instanceof FromServer upstream) {
                    Way way = line(upstream.client).towardsClient();
                    carry(way, parcel(downstream(upstream.client, from), upstream.client), false);
                } else if (key.attachment() instanceof FromClient downstream) {
                    InetSocketAddress to = downstream.to == null ? server : downstream.to;
                    boolean spared = downstream.to == null && faults.sparesRequests();
                    carry(line(from).towardsServer(), parcel(upstream(from), to), spared);
                }
            }
        } catch (ClosedChannelException closed) {
            key.cancel();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private @Nullable InetSocketAddress receive(DatagramChannel channel) throws IOException {
        buffer.clear();
        InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
        buffer.flip();
        return from;
    }

    private void carry(Way way, Parcel parcel, boolean spared) {
        long now = System.nanoTime();
        carried.incrementAndGet();
        if (way.loses(spared, now)) {
            lost.incrementAndGet();
            return;
        }
        long arrivesNanos = now + way.delayNanos();
        if (way.isOvertaken()) {
            way.keep(parcel);
            underway.add(parcel, arrivesNanos + KEPT_NANOS); // if no other one comes
            return;
        }
        underway.add(parcel, arrivesNanos);
        if (way.duplicates()) {
            underway.add(parcel.copy(), arrivesNanos);
        }
        way.release().forEach(overtaken -> underway.add(overtaken, arrivesNanos));
    }

    private Parcel parcel(DatagramChannel through, InetSocketAddress to) {
        return new Parcel(
                through, ByteBuffer.allocate(buffer.remaining()).put(buffer).flip(), to);
    }

    private Way.Line line(InetSocketAddress client) {
        return lines.computeIfAbsent(client.getAddress(), address -> new Way.Line(faults, seed, address));
    }

    private DatagramChannel upstream(InetSocketAddress client) throws IOException {
        DatagramChannel there = towardsServer.get(client);
        if (there == null) {
            there = open(new InetSocketAddress(client.getAddress(), 0), new FromServer(client));
            towardsServer.put(client, there);
        }
        return there;
    }

    private DatagramChannel downstream(InetSocketAddress client, InetSocketAddress tid) throws IOException {
        if (tid.equals(server)) {
            return listening;
        }
        Pair pair = new Pair(client, tid);
        DatagramChannel there = towardsClient.get(pair);
        if (there == null) {
            there = open(new InetSocketAddress(tid.getAddress(), 0), new FromClient(tid));
            towardsClient.put(pair, there);
        }
        return there;
    }

    private DatagramChannel open(InetSocketAddress at, Direction direction) throws IOException {
        DatagramChannel channel = DatagramChannel.open().bind(at);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, KERNEL_BUFFER_BYTES);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, direction);
        return channel;
    }

    private static InetSocketAddress local(DatagramChannel channel) {
        try {
            return (InetSocketAddress) channel.getLocalAddress();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
