package io.rtftp.protocol.internal.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of the server: the one that listens, beside it one for each IPv6 address of the host where it listens on all (the
 * kernel tells only an IPv4 packet's destination), and for each local address that was asked the pool that answers from it.
 */
final class Sockets {

    private static final int POOL_SOCKETS = 4;
    private static final int POOLS_MOST = 256;
    private static final long SCAN_NANOS = 1_000_000_000L;

    private final UdpSocket.Shared shared;
    private final UdpSocket.Ear ear;
    private final Map<InetAddress, CompletableFuture<SocketPool>> pools = new HashMap<>();
    private final Map<InetAddress, UdpSocket> beside = new HashMap<>();
    private @Nullable UdpSocket listening;
    private @Nullable InetSocketAddress asked;
    private long scannedNanos;
    private boolean retired;

    Sockets(UdpSocket.Shared shared, UdpSocket.RequestHandler requests) {
        this.shared = shared;
        this.ear = new UdpSocket.Ear(requests, new HashMap<>());
    }

    /**
     * Listens at {@code address} from now on, and no longer where it did before. Sessions stay.
     *
     * @return completes on the loop; exceptionally when the address can't be bound, and then everything stays as it was
     */
    CompletionStage<InetSocketAddress> listen(InetSocketAddress address) {
        UdpSocket before = listening;
        if (before != null && (address.equals(asked) || address.equals(before.address()))) {
            return CompletableFuture.completedFuture(before.address());
        }
        // A port we hold already may be shared between our own sockets; any other one must be ours alone.
        boolean ours = before != null && before.address().getPort() == address.getPort();
        return UdpSocket.open(shared, address, ours, ear).thenApply(socket -> {
            if (retired) {
                socket.close();
                return socket.address();
            }
            retireListeners();
            forgetListeningPools();
            socket.admitOthers();
            listening = socket;
            asked = address;
            openBeside();
            return socket.address();
        });
    }

    /** The pool that answers from {@code local}; fails when no socket can be bound there. Completes on the loop. */
    CompletionStage<SocketPool> poolAt(InetAddress local, boolean singlePort) {
        CompletableFuture<SocketPool> there = pools.get(local);
        if (there == null) {
            if (pools.size() >= POOLS_MOST) {
                return CompletableFuture.failedFuture(
                        new SocketException("more than " + POOLS_MOST + " local addresses"));
            }
            there = (singlePort ? listeningPool(local) : randomPool(local)).toCompletableFuture();
            CompletableFuture<SocketPool> opened = there;
            pools.put(local, opened);
            CompletionStage<SocketPool> opening = opened;
            opening.whenComplete((pool, failure) -> {
                if (failure != null) {
                    pools.remove(local, opened);
                }
            });
        }
        return there;
    }

    /** Where a packet whose destination the kernel did not tell was probably sent to, or null. */
    @Nullable
    InetAddress guessDestination(InetSocketAddress client) {
        scan();
        try {
            return LocalAddresses.towards(client);
        } catch (java.io.IOException unreachable) {
            return null;
        }
    }

    /** Lets go of what was opened for another way of answering. */
    void forgetPools() {
        for (CompletionStage<SocketPool> opening : pools.values()) {
            opening.thenAccept(SocketPool::retire);
        }
        pools.clear();
    }

    /** Closes the pools that nobody has used for a while. */
    void closeIdlePools(long idleNanos) {
        long now = shared.loop().nowNanos();
        pools.values().removeIf(opening -> {
            SocketPool pool = opening.isCompletedExceptionally() ? null : opening.getNow(null);
            if (pool == null || pool.listens() || !pool.isIdle(idleNanos, now)) {
                return false;
            }
            pool.retire();
            return true;
        });
    }

    /** Hears no request from now on. A socket closes when its last session ends, at once when it has none. */
    void retire() {
        retired = true;
        forgetPools();
        retireListeners();
    }

    /** Closes everything; no session is left. */
    void close() {
        retire();
    }

    private CompletionStage<SocketPool> randomPool(InetAddress local) {
        List<UdpSocket> sockets = new ArrayList<>();
        CompletionStage<Void> opening = CompletableFuture.completedFuture(null);
        for (int i = 0; i < POOL_SOCKETS; i++) {
            opening = opening.thenCompose(any -> UdpSocket.open(shared, new InetSocketAddress(local, 0), false, null))
                    .thenAccept(sockets::add);
        }
        return opening.whenComplete((any, failure) -> {
                    if (failure != null) {
                        sockets.forEach(UdpSocket::close);
                    }
                })
                .thenApply(any -> new SocketPool(sockets, shared.loop().nowNanos()));
    }

    private CompletionStage<SocketPool> listeningPool(InetAddress local) {
        UdpSocket main = listening;
        if (main == null) {
            return CompletableFuture.failedFuture(new SocketException("not listening"));
        }
        CompletionStage<UdpSocket> socket = main.address().getAddress().equals(local)
                ? CompletableFuture.completedFuture(main)
                : openBeside(local, main);
        return socket.thenApply(
                opened -> new SocketPool(List.of(opened), shared.loop().nowNanos()));
    }

    /** On an address of all, IPv6 packets must arrive at a socket of the address they were sent to. */
    private void openBeside() {
        UdpSocket main = listening;
        if (main == null || !(main.address().getAddress() instanceof Inet6Address any) || !any.isAnyLocalAddress()) {
            return;
        }
        try {
            for (InetAddress local : LocalAddresses.ipv6()) {
                openBeside(local, main).exceptionally(failure -> {
                    shared.diary().note(Diary.Topic.SOCKET, () -> "cannot listen on " + local + ": " + failure);
                    return null;
                });
            }
        } catch (SocketException noInterfaces) {
            shared.diary()
                    .note(Diary.Topic.SOCKET, () -> "cannot list the IPv6 addresses of this host: " + noInterfaces);
        }
    }

    private CompletionStage<UdpSocket> openBeside(InetAddress local, UdpSocket main) {
        UdpSocket there = beside.get(local);
        if (there != null && !there.isClosing()) {
            return CompletableFuture.completedFuture(there);
        }
        InetSocketAddress address = new InetSocketAddress(local, main.address().getPort());
        return UdpSocket.open(shared, address, true, ear).thenApply(socket -> {
            if (listening != main) {
                socket.retire();
            } else {
                beside.put(local, socket);
            }
            return socket;
        });
    }

    private void scan() {
        long now = shared.loop().nowNanos();
        if (now - scannedNanos >= SCAN_NANOS) {
            scannedNanos = now;
            openBeside();
        }
    }

    /** With a single port, answers leave from the port that listens, and no longer from one that did. */
    private void forgetListeningPools() {
        Map.copyOf(pools).forEach((local, opening) -> {
            CompletionStage<SocketPool> opened = opening;
            opened.thenAccept(pool -> {
                if (pool.listens()) {
                    pools.remove(local, opening);
                }
            });
        });
    }

    private void retireListeners() {
        if (listening != null) {
            listening.retire();
            listening = null;
        }
        beside.values().forEach(UdpSocket::retire);
        beside.clear();
    }
}
