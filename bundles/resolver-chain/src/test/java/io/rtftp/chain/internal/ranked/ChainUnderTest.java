package io.rtftp.chain.internal.ranked;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import io.rtftp.api.file.Resolution;
import io.rtftp.testkit.net.VirtualClock;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;

/** A chain in virtual time, and the container that gives it services. */
@NullMarked
final class ChainUnderTest {

    static final Resolution NOT_HERE = new Resolution.NotHere("no");

    final RankedResolverChain chain;
    private final VirtualClock clock = new VirtualClock(Long.MAX_VALUE);
    private final Map<Long, Map<String, Object>> services = new HashMap<>();
    private long lastId = 40;

    private ChainUnderTest(boolean containerRuns) {
        chain = new RankedResolverChain(clock::after, containerRuns);
    }

    /** In a container that runs, past its start. */
    static ChainUnderTest settled() {
        ChainUnderTest test = starting();
        test.chain.onContainerStarted();
        return test;
    }

    /** In a container that is starting. */
    static ChainUnderTest starting() {
        return new ChainUnderTest(false);
    }

    /** Begun just now in a container that runs. */
    static ChainUnderTest inRunningContainer() {
        return new ChainUnderTest(true);
    }

    /** Registers a resolver; gives the service's id. */
    long register(String name, int ranking, FileResolver resolver) {
        return register(resolver, Map.of(FileResolver.NAME, name, "service.ranking", ranking));
    }

    long register(FileResolver resolver, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("service.id", ++lastId);
        services.put(lastId, all);
        chain.join(resolver, all);
        return lastId;
    }

    /** Changes a service's ranking. */
    void rank(long id, FileResolver resolver, int ranking) {
        Map<String, Object> properties = services.getOrDefault(id, new HashMap<>());
        properties.put("service.ranking", ranking);
        chain.join(resolver, properties);
    }

    void unregister(long id) {
        chain.leave(services.getOrDefault(id, Map.of()));
    }

    CompletableFuture<Resolution> ask() {
        return chain.resolve(request()).toCompletableFuture();
    }

    static FileRequest request() {
        return new FileRequest("boot/kernel", new InetSocketAddress("192.0.2.5", 2070));
    }

    void pass(Duration time) {
        clock.run(time.toNanos());
    }
}
