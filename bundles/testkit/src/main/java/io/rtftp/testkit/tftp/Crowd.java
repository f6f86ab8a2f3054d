package io.rtftp.testkit.tftp;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Clients that all download the same file at once, each from an address of its own. */
public final class Crowd {

    private static final int CLIENTS_PER_NETWORK = 250;

    private final IntFunction<String> address;
    private final byte[] request;
    private final byte[] expected;
    private final Duration patience;

    /**
     * A crowd.
     *
     * @param address the address of the n-th client, from 0
     * @param request what each of them asks
     * @param expected what each of them must get
     * @param patience how long each waits before it repeats itself
     */
    public Crowd(IntFunction<String> address, byte[] request, byte[] expected, Duration patience) {
        this.address = address;
        this.request = request.clone();
        this.expected = expected.clone();
        this.patience = patience;
    }

    /** Clients on loopback: 127.0.1.1 and on. */
    public static Crowd onLoopback(byte[] request, byte[] expected, Duration patience) {
        IntFunction<String> addresses =
                client -> "127.0." + (1 + client / CLIENTS_PER_NETWORK) + "." + (1 + client % CLIENTS_PER_NETWORK);
        return new Crowd(addresses, request, expected, patience);
    }

    /**
     * What came of one download.
     *
     * @param took until its last block, or until it failed
     * @param failure why it failed, in words
     * @param wrongContent whether it failed because what arrived is not the file, which no network excuses
     */
    public record Outcome(Duration took, Optional<String> failure, boolean wrongContent) {}

    /** Has so many clients download from {@code server}; gives what came of each, in the order of their addresses. */
    public List<Outcome> download(InetSocketAddress server, int clients) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Callable<Outcome>> downloads = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                String local = address.apply(i);
                downloads.add(() -> one(local, server));
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> done : threads.invokeAll(downloads)) {
                outcomes.add(done.get());
            }
            return outcomes;
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a client broke down", broken.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private Outcome one(String local, InetSocketAddress server) {
        long startNanos = System.nanoTime();
        Optional<String> failure = Optional.empty();
        boolean wrongContent = false;
        try (ScriptedClient client = ScriptedClient.at(local, server)) {
            byte[] got = Download.of(client, request, patience).content().bytes();
            if (!Arrays.equals(got, expected)) {
                wrongContent = true;
                failure = Optional.of(got.length + " bytes arrived, and not those of the file");
            }
        } catch (AssertionError gaveUp) {
            failure = Optional.of(String.valueOf(gaveUp.getMessage()));
        }
        return new Outcome(Duration.ofNanos(System.nanoTime() - startNanos), failure, wrongContent);
    }
}
