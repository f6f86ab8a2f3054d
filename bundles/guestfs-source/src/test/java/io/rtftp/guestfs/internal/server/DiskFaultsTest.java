package io.rtftp.guestfs.internal.server;

import static io.rtftp.guestfs.internal.server.DiskHost.await;
import static io.rtftp.guestfs.internal.server.DiskHost.content;
import static io.rtftp.guestfs.internal.server.DiskHost.failure;
import static io.rtftp.guestfs.internal.server.DiskHost.on;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ServedFile;
import io.rtftp.testkit.disk.Bytes;
import io.rtftp.testkit.disk.DiskImage;
import io.rtftp.testkit.disk.Filesystem;
import io.rtftp.testkit.disk.NbdServer;
import io.rtftp.testkit.disk.NbdServerBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong with one client's disk, from the request to the next one that works. Another client's disk is served all the while, by
 * the view it began with.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiskFaultsTest {

    private static final String CLIENT = "127.0.0.2";
    private static final String NEIGHBOUR = "127.0.0.9";
    private static final byte[] KERNEL = Bytes.noise(16_000_000, 3);
    private static final String MOUNTS = ", \"mounts\": [{\"partition\": 1, \"mountpoint\": \"/\"}]";
    private static final Duration SHORT = Duration.ofSeconds(15);

    private final Path directory;
    private final DiskHost host;
    private final DiskImage image;
    private final NbdServer neighbours;
    private int probes;

    DiskFaultsTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        host = new DiskHost(directory, DiskHost.USUAL.most(3));
        image = image("disk");
        neighbours = NbdServer.of(image("other").file()).start();
    }

    private DiskImage image(String name) {
        return DiskImage.at(directory.resolve(name))
                .partition(Filesystem.ext4().file("kernel", KERNEL).file("state", name))
                .build();
    }

    @BeforeEach
    void bothAreServed() throws IOException {
        host.apply(DiskHost.USUAL.most(3));
        host.describe(NEIGHBOUR, neighbours.url(), MOUNTS);
        assertThat(host.content(NEIGHBOUR, "state")).hasSize(5);
    }

    @AfterEach
    void theNeighbourNoticedNothing() throws IOException {
        probes++;
        assertThat(host.answer(NEIGHBOUR, "probe" + probes)).isInstanceOf(Resolution.NotHere.class);
        assertThat(host.disk(NEIGHBOUR).generation()).isEqualTo(1);
        host.forget(CLIENT);
    }

    @AfterAll
    void nothingIsLeft() throws IOException {
        host.close();
        neighbours.close();
    }

    private NbdServer served(UnaryOperator<NbdServerBuilder> how) throws IOException {
        NbdServer server = how.apply(NbdServer.of(image.file())).start();
        host.describe(CLIENT, server.url(), MOUNTS);
        return server;
    }

    private void nowItWorks() {
        assertThat(host.content(CLIENT, "kernel")).isEqualTo(KERNEL);
    }

    private String name(NbdServer server) {
        return "disk 127.0.0.1:" + server.port() + "/disk: ";
    }

    private String kernelOf(NbdServer server) {
        return "disk 127.0.0.1:" + server.port() + "/disk:/kernel: ";
    }

    @Test
    void aServerThatIsNotThereIsNamedAndFoundWhenItIsThere() throws IOException {
        try (NbdServer server = served(how -> how)) {
            server.kill();
            assertThat(failure(host.ask(CLIENT, "kernel")))
                    .isEqualTo(name(server) + server.url() + ": Connection refused");
            await(
                    "the reason where operators look",
                    () -> host.disk(CLIENT).lastError().contains("Connection refused"));

            server.start();
            nowItWorks();
        }
    }

    @Test
    void aServerThatHangsWhileTheDiskIsAttachedIsGivenUpInTime() throws IOException {
        host.apply(DiskHost.USUAL.most(3).diskTimeout(SHORT));
        try (NbdServer server = served(how -> how)) {
            server.hang();
            assertThat(failure(host.ask(CLIENT, "kernel"))).contains(name(server), "the server says nothing");

            host.apply(DiskHost.USUAL.most(3));
            server.goOn();
            nowItWorks();
        }
    }

    @Test
    void aServerThatGreetsAndThenHangsCostsTheApplianceAndTheNextRequestGetsAnother() throws IOException {
        host.apply(DiskHost.USUAL.most(3).diskTimeout(SHORT));
        try (NbdServer hung = served(how -> how.slowToOpen(DiskHost.NEVER))) {
            CompletionStage<Resolution> asked = host.ask(CLIENT, "kernel");
            // By its name: the client's disk of the test before may still be there.
            String hungs = "127.0.0.1:" + hung.port() + "/disk";
            AtomicLong pid = new AtomicLong();
            await("an appliance", () -> {
                host.disks.registry().disks().stream()
                        .filter(disk -> disk.name().equals(hungs))
                        .flatMap(disk -> disk.appliance().stream())
                        .forEach(appliance -> pid.set(appliance.pid()));
                return pid.get() != 0;
            });
            assertThat(failure(asked))
                    .contains(name(hung), "was killed", "QEMU did not answer blockdev-add within 10000 ms");
            await("the end of QEMU", () -> ProcessHandle.of(pid.get()).isEmpty());
            hung.kill();

            host.apply(DiskHost.USUAL.most(3));
            try (NbdServer server = served(how -> how.port(hung.port()))) {
                nowItWorks();
                assertThat(server.isRunning()).isTrue();
                assertThat(host.disk(CLIENT).appliance().orElseThrow().pid()).isNotEqualTo(pid.get());
            }
        }
    }

    @Test
    void aServerThatHangsWhileAFileIsSentFailsItsReadsInTimeAndItsApplianceEnds() throws IOException {
        try (NbdServer server = served(how -> how);
                ServedFile file = host.open(CLIENT, "kernel")) {
            host.apply(DiskHost.USUAL.most(3).diskTimeout(SHORT));
            long pid = host.disk(CLIENT).appliance().orElseThrow().pid();
            server.hang();
            assertThat(failure(file.read(15_000_000, 512))).contains("took longer than 15000 ms");
            await("the end of QEMU", () -> ProcessHandle.of(pid).isEmpty());

            host.apply(DiskHost.USUAL.most(3));
            server.goOn();
            nowItWorks();
        }
    }

    @Test
    void aServerThatIsKilledWhileAFileIsSentFailsItsReadsAndTheNextRequestFindsItAgain() throws IOException {
        try (NbdServer server = served(how -> how);
                ServedFile file = host.open(CLIENT, "kernel")) {
            server.kill();
            assertThat(failure(file.read(15_000_000, 512))).startsWith(kernelOf(server));

            server.start();
            nowItWorks();
        }
    }

    @Test
    void aServerThatIsRestartedWhileNothingHappensIsFoundAgain() throws IOException {
        try (NbdServer server = served(how -> how)) {
            assertThat(host.content(CLIENT, "state")).hasSize(4);
            server.kill();
            server.start();

            on(host.disks.registry().refresh(host.disk(CLIENT).name()));
            nowItWorks();
        }
    }

    @Test
    void aDiskThatIsDetachedLeavesItsServerWhichMayThenEnd() throws IOException {
        Path end = directory.resolve("end");
        try (NbdServer server = served(how -> how.endingWhen(end))) { // and nobody is connected any more
            assertThat(host.content(CLIENT, "state")).hasSize(4);
            Files.createFile(end);
            on(host.disks.registry().detach(host.disk(CLIENT).name()));
            await("the server's end", () -> !server.isRunning());
            assertThat(failure(host.ask(CLIENT, "kernel"))).endsWith("Connection refused");

            Files.delete(end);
            server.start();
            nowItWorks();
        }
    }

    @Test
    void aQemuThatIsKilledFailsItsReadsAndTheNextRequestGetsAnother() throws IOException {
        try (NbdServer server = served(how -> how);
                ServedFile file = host.open(CLIENT, "kernel")) {
            ProcessHandle.of(host.disk(CLIENT).appliance().orElseThrow().pid())
                    .orElseThrow()
                    .destroyForcibly();
            assertThat(failure(file.read(15_000_000, 512))).contains("QEMU");

            nowItWorks();
            assertThat(server.isRunning()).isTrue();
        }
    }

    @Test
    void aDiskThatCanNotBeReadIsAnErrorUntilItCan() throws IOException {
        Path failing = directory.resolve("failing");
        try (NbdServer server = served(how -> how.failingWhile(failing));
                ServedFile file = host.open(CLIENT, "kernel")) {
            Files.createFile(failing);
            assertThat(failure(file.read(15_000_000, 512))).startsWith(kernelOf(server));
            assertThat(failure(host.ask(CLIENT, "state"))).startsWith(name(server));

            Files.delete(failing);
            nowItWorks();
        }
    }

    @Test
    void aSlowServerIsSlowAndNothingElse() throws IOException {
        try (NbdServer server = served(how -> how.slowBy(Duration.ofMillis(10)))) {
            nowItWorks();
            assertThat(host.disk(CLIENT).generation()).isEqualTo(1);
            assertThat(server.isRunning()).isTrue();
        }
    }

    @Test
    void aDamagedFilesystemAndAnotherPartitionTableAreToldUntilTheyAreMended() throws IOException {
        try (NbdServer server = served(how -> how)) {
            assertThat(host.content(CLIENT, "state")).hasSize(4);
            host.apply(DiskHost.USUAL.most(3).refreshAfter(Duration.ZERO));
            image.damage(1);
            assertThat(failure(host.ask(CLIENT, "kernel")))
                    .startsWith(name(server))
                    .contains("partition 1 (no filesystem known) can't be mounted at /");

            image.overwrite(0, new byte[512]);
            assertThat(failure(host.ask(CLIENT, "kernel"))).contains("partition 1: the disk has no partition");

            host.apply(DiskHost.USUAL.most(3));
            server.kill();
            image("disk");
            server.start();
            nowItWorks();
        }
    }

    @Test
    void aRequestThatWaitsForADiskThatIsReplacedIsAnsweredFromTheOneThatTakesItsPlace() throws IOException {
        try (NbdServer hung = served(how -> how)) {
            hung.hang();
            CompletionStage<Resolution> waiting = host.ask(CLIENT, "state");
            await(
                    "the request",
                    () -> host.disks.registry().disks().stream()
                            .anyMatch(disk -> disk.use().waitingRequests() == 1));
            host.describe(CLIENT, neighbours.url(), MOUNTS);
            assertThat(host.answer(CLIENT, "state")).isInstanceOf(Resolution.Found.class);

            try (ServedFile file = ((Resolution.Found) on(waiting)).file()) {
                assertThat(content(file)).isEqualTo("other".getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
