package io.rtftp.protocol.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.tftp.Crowd;
import io.rtftp.testkit.tftp.Faults;
import io.rtftp.testkit.tftp.LossyProxy;
import io.rtftp.testkit.tftp.Packets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Some downloads through each of the networks that {@code bench/networks} measures with a hundred, all of them at once. */
class BadNetworksTest {

    private static final int DOWNLOADS = 5;
    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(3);
    private static final byte[] CONTENT = new byte[64 << 10];

    static {
        new Random(64).nextBytes(CONTENT);
    }

    private static final Map<String, Faults> NETWORKS = new LinkedHashMap<>();

    static {
        Faults none = Faults.none();
        NETWORKS.put("loss 1 %", none.losing(1));
        NETWORKS.put("loss 5 %", none.losing(5));
        NETWORKS.put("loss 10 %", none.losing(10));
        NETWORKS.put("loss 20 %", none.losing(20));
        NETWORKS.put("duplication 5 %", none.duplicating(5));
        NETWORKS.put("reordering 25 %", none.reordering(25));
        NETWORKS.put("delay 25 ms", none.delaying(Duration.ofMillis(25), Duration.ofMillis(5)));
        NETWORKS.put("delay 150 ms", none.delaying(Duration.ofMillis(150), Duration.ofMillis(20)));
        NETWORKS.put("away for 8 s", none.away(20, Duration.ofSeconds(8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "16"})
    void everythingArrivesIntactThroughEachNetwork(String windowSize) throws Exception {
        byte[] request = Packets.readRequest("initrd", "blksize", "1468", "windowsize", windowSize);
        ExecutorService threads = Executors.newFixedThreadPool(NETWORKS.size());
        try (RunningServer server = RunningServer.start(
                new Settings().sessionsPerClient(1_000), new MemoryChain().file("initrd", CONTENT))) {
            Map<String, Future<List<Crowd.Outcome>>> lanes = new LinkedHashMap<>();
            NETWORKS.forEach((name, faults) -> lanes.put(name, threads.submit(() -> through(server, faults, request))));
            for (Map.Entry<String, Future<List<Crowd.Outcome>>> lane : lanes.entrySet()) {
                List<String> failures = new ArrayList<>();
                lane.getValue().get().forEach(outcome -> outcome.failure().ifPresent(failures::add));
                assertThat(failures).as(lane.getKey()).isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Crowd.Outcome> through(RunningServer server, Faults faults, byte[] request)
            throws IOException, InterruptedException {
        try (LossyProxy network = LossyProxy.before(server.address(), faults, 7440)) {
            return Crowd.onLoopback(request, CONTENT, CLIENT_PATIENCE).download(network.address(), DOWNLOADS);
        }
    }
}
