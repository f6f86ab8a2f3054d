package io.rtftp.guestfs.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ServedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever happens to disks in whatever order: what answers a request is fresh enough for it, every request is answered, there are never
 * more appliances than there may be, and nothing is left in the end.
 */
class DiskModelTest {

    private static final int DISKS = 3;
    private static final int CLIENTS = 4;
    private static final int MOST = 2;
    private static final long REFRESH_NANOS = DiskWorld.REFRESH_AFTER.toNanos();

    /** What may happen. */
    private enum Happening {
        ASK,
        ASK_AND_GIVE_UP,
        CLOSE_FILES,
        BREAK,
        MEND,
        KILL_AN_APPLIANCE,
        DETACH,
        REFRESH,
        DESCRIBE,
        UNDESCRIBE
    }

    /**
     * One thing that happens, and the time that passes after it.
     *
     * @param client which one, where it matters
     * @param disk which one, where it matters
     */
    private record Step(Happening what, int client, int disk, Duration then) {}

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<Happening> happenings = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.just(Happening.ASK)), Tuple.of(6, Arbitraries.of(Happening.class)));
        Arbitrary<Duration> durations = Arbitraries.oneOf(
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.integers().between(0, 3_000),
                        Arbitraries.integers().between(0, 30_000))
                .map(Duration::ofMillis);
        return Combinators.combine(
                        happenings,
                        Arbitraries.integers().between(0, CLIENTS - 1),
                        Arbitraries.integers().between(0, DISKS - 1),
                        durations)
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 100)
    void theRulesHoldWhateverHappens(@ForAll("histories") List<Step> history, @ForAll long beganNanos)
            throws IOException {
        Path spool = Files.createTempDirectory("rtftp-model");
        try {
            Run run = new Run(spool, beganNanos);
            history.forEach(run::take);
            run.end();
            assertThat(spool).as("left in the spool").isEmptyDirectory();
        } finally {
            Files.deleteIfExists(spool);
        }
    }

    /** One history, as it goes. */
    private static final class Run {

        private final DiskWorld world;
        private final List<Request> requests = new ArrayList<>();
        private final List<CompletableFuture<Void>> orders = new ArrayList<>();

        Run(Path spool, long beganNanos) {
            world = new DiskWorld(spool, beganNanos);
            world.supply.most = MOST;
            world.rules = new DiskRules(DiskWorld.REFRESH_AFTER, DiskWorld.IDLE_TIMEOUT, MOST);
        }

        void take(Step step) {
            String client = "10.0.0." + step.client();
            String disk = "disk" + step.disk();
            switch (step.what()) {
                case ASK -> requests.add(new Request(world, client, disk));
                case ASK_AND_GIVE_UP -> {
                    Request request = new Request(world, client, disk);
                    requests.add(request);
                    request.answer.cancel(false);
                }
                case CLOSE_FILES -> requests.forEach(Request::close);
                case BREAK -> world.supply.refusal = "Connection refused";
                case MEND -> world.supply.refusal = "";
                case KILL_AN_APPLIANCE ->
                    world.supply.living().stream()
                            .skip(step.client() % 2)
                            .findFirst()
                            .ifPresent(one -> one.die("killed"));
                case DETACH -> orders.add(world.disks.detach("lab/" + disk).toCompletableFuture());
                case REFRESH -> orders.add(world.disks.refresh("lab/" + disk).toCompletableFuture());
                case DESCRIBE -> world.disks.describe(client, Path.of(client), DiskWorld.description(disk), true);
                case UNDESCRIBE -> world.disks.undescribe(client);
            }
            world.time.pass(step.then());
            assertThat(world.supply.living().size()).as("appliances").isLessThanOrEqualTo(MOST);
        }

        void end() {
            world.supply.refusal = "";
            for (int second = 0; second < 120; second++) { // who has its file makes room for who waits
                requests.forEach(Request::close);
                world.time.pass(Duration.ofSeconds(1));
            }
            assertThat(requests).as("answered").allMatch(request -> request.answer.isDone());
            assertThat(orders).as("carried out or refused").allMatch(CompletableFuture::isDone);
            requests.forEach(request ->
                    assertThat(request.isRight(requests)).as("%s", request).isTrue());

            for (int client = 0; client < CLIENTS; client++) {
                world.disks.undescribe("10.0.0." + client);
            }
            world.time.pass(DiskWorld.IDLE_TIMEOUT.plusSeconds(10));
            assertThat(world.supply.living()).as("appliances left").isEmpty();
            assertThat(world.disks.disks()).as("disks left").isEmpty();
        }
    }

    /** One request, and what came of it. */
    private static final class Request {

        private final String client;
        private final String disk;
        private final long arrivedNanos;
        private final CompletableFuture<Resolution> answer;
        private final List<ServedFile> files = new ArrayList<>();
        private final CompletableFuture<ByteBuffer> content = new CompletableFuture<>();
        private long answeredNanos;

        Request(DiskWorld world, String client, String disk) {
            this.client = client;
            this.disk = disk;
            this.arrivedNanos = world.time.nowNanos();
            this.answer = world.ask(client, disk, "clock");
            var unused = answer.thenAccept(resolution -> {
                answeredNanos = world.time.nowNanos();
                ServedFile file = ((Resolution.Found) resolution).file();
                files.add(file);
                file.read(0, Long.BYTES).whenComplete((bytes, failure) -> {
                    if (failure == null) {
                        content.complete(bytes);
                    }
                });
            });
        }

        void close() {
            files.forEach(ServedFile::close);
        }

        /** Whether it was answered by the rule, as far as its bytes tell which view it was answered from. */
        boolean isRight(List<Request> all) {
            return !content.isDone()
                    || arrivedNanos - attachedNanos() <= REFRESH_NANOS
                    || all.stream().anyMatch(this::isKeptBy);
        }

        /** Whether that one had used the same view, for the same client, so short a time ago that this one may. */
        private boolean isKeptBy(Request other) {
            return other != this
                    && other.client.equals(client)
                    && other.disk.equals(disk)
                    && other.content.isDone()
                    && other.attachedNanos() == attachedNanos()
                    && other.answeredNanos - answeredNanos <= 0
                    && arrivedNanos - other.answeredNanos <= REFRESH_NANOS + FakeSupply.CALL.toNanos();
        }

        private long attachedNanos() {
            return content.join().getLong(0);
        }

        @Override
        public String toString() {
            return client + " asked for " + disk + " at " + arrivedNanos + ", was answered at " + answeredNanos
                    + " from a view of " + (content.isDone() ? attachedNanos() : "?");
        }
    }
}
