package io.rtftp.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/** Clients, each at an address and in a thread of its own, that download their files over and over until they are told to stop. */
final class Load implements AutoCloseable {

    static final int CLIENTS = 32;

    /** As clients ask: the plainest, a usual one, and one with windows. */
    private static final List<String[]> OPTIONS =
            List.of(new String[0], new String[] {"tsize", "0", "blksize", "1428"}, new String[] {
                "blksize", "1428", "windowsize", "8"
            });

    private final InetSocketAddress server;
    private final Duration clientTimeout;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicIntegerArray downloaded = new AtomicIntegerArray(CLIENTS);
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong timeouts = new AtomicLong();
    private final AtomicLong slowestMillis = new AtomicLong();
    private final AtomicLong longestSilenceMillis = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    /** A file of random content that its seed determines. */
    record Wanted(String path, int seed, int sizeBytes) {

        byte[] content() {
            byte[] content = new byte[sizeBytes];
            new Random(seed).nextBytes(content);
            return content;
        }
    }

    /** What each client downloads, in turn. */
    @FunctionalInterface
    interface Menu {
        List<Wanted> of(int client);
    }

    private Load(InetSocketAddress server, Duration clientTimeout) {
        this.server = server;
        this.clientTimeout = clientTimeout;
    }

    /**
     * Begins.
     *
     * @param clientTimeout how long a client waits before it repeats itself
     */
    static Load on(InetSocketAddress server, Menu menu, Duration clientTimeout) {
        Load load = new Load(server, clientTimeout);
        for (int i = 0; i < CLIENTS; i++) {
            int client = i;
            Thread thread = new Thread(() -> load.run(client, menu.of(client)), "load-" + client);
            load.threads.add(thread);
            thread.start();
        }
        return load;
    }

    /** The address of a client. */
    static String address(int client) {
        return "127.0.7." + (client + 1);
    }

    /** Waits until every client has done one more download, from its request to its end. */
    void awaitMore() {
        awaitMore(Inside.PATIENCE);
    }

    /** Waits for that; fails when it does not come in time. */
    void awaitMore(Duration patience) {
        int[] before = new int[CLIENTS];
        Arrays.setAll(before, downloaded::get);
        Inside.await("two more downloads of every client", patience, () -> {
            assertThat(failures).isEmpty();
            for (int i = 0; i < CLIENTS; i++) {
                if (downloaded.get(i) < before[i] + 2) { // the first may have begun before
                    return false;
                }
            }
            return true;
        });
    }

    /** Lets the downloads under way end, and tells what there was. */
    String end() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        return total() + " downloads by " + CLIENTS + " clients, " + bytes.get() / 1_000_000 + " MB, " + failures.size()
                + " failed, " + timeouts.get() + " repeated after a timeout, the slowest took " + slowestMillis.get()
                + " ms";
    }

    /** What went wrong. */
    Queue<String> failures() {
        return failures;
    }

    /** How often a client had waited in vain. */
    long timeouts() {
        return timeouts.get();
    }

    /** The longest time that a client heard nothing, of downloads that have ended since this was last asked. */
    Duration longestSilence() {
        return Duration.ofMillis(longestSilenceMillis.getAndSet(0));
    }

    @Override
    public void close() {
        stopped = true;
    }

    private int total() {
        int total = 0;
        for (int i = 0; i < CLIENTS; i++) {
            total += downloaded.get(i);
        }
        return total;
    }

    private void run(int client, List<Wanted> menu) {
        for (int round = client; !stopped; round++) {
            Wanted wanted = menu.get(round % menu.size());
            try {
                download(client, wanted, OPTIONS.get(round % OPTIONS.size()));
                downloaded.incrementAndGet(client);
            } catch (AssertionError | RuntimeException failure) {
                failures.add(address(client) + " " + wanted.path() + ": " + failure);
            }
        }
    }

    private void download(int client, Wanted wanted, String[] options) {
        long beganNanos = System.nanoTime();
        try (ScriptedClient socket = ScriptedClient.at(address(client), server)) {
            Download.Result result = Download.of(socket, Packets.readRequest(wanted.path(), options), clientTimeout);
            byte[] got = result.content().bytes();
            if (!Arrays.equals(got, wanted.content())) {
                throw new AssertionError(
                        got.length + " bytes that are not those of the file, which has " + wanted.sizeBytes());
            }
            bytes.addAndGet(got.length);
            timeouts.addAndGet(result.timeouts());
            longestSilenceMillis.accumulateAndGet(result.firstAnswer().toMillis(), Math::max);
            longestSilenceMillis.accumulateAndGet(result.longestSilence().toMillis(), Math::max);
            slowestMillis.accumulateAndGet((System.nanoTime() - beganNanos) / 1_000_000, Math::max);
        }
    }
}
