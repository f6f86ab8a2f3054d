package io.rtftp.guestfs.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rtftp.api.disk.DiskAttach;
import io.rtftp.api.disk.DiskView;
import io.rtftp.api.disk.SpoolView;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ServedFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisksTest {

    private static final Duration LONG_ENOUGH =
            FakeSupply.BOOT.plus(FakeSupply.ATTACH).plusMillis(100);

    @TempDir
    Path directory;

    private DiskWorld world = new DiskWorld(Path.of("/"), 0);

    @BeforeEach
    void begin() {
        world = new DiskWorld(directory, Long.MAX_VALUE - 1_000_000_000);
    }

    @Test
    void aRequestWaitsForItsDiskAndIsAnswered() {
        CompletableFuture<Resolution> request = world.ask("10.0.0.1", "a", "clock");
        world.time.settle();
        assertThat(world.disk("a").state()).isEqualTo(DiskView.State.ATTACHING);
        assertThat(request).isNotDone();

        world.time.pass(LONG_ENOUGH);

        assertThat(found(request).origin()).isEqualTo("disk lab/a:/clock");
        assertThat(world.disk("a").state()).isEqualTo(DiskView.State.READY);
    }

    @Test
    void aDiskIsSeenToBeReadyAsSoonAsItIs() {
        var unused = world.ask("10.0.0.1", "a", "clock");

        world.time.pass(FakeSupply.BOOT.plus(FakeSupply.ATTACH));
        world.time.settle();

        assertThat(world.disk("a").state()).isEqualTo(DiskView.State.READY);
    }

    @Test
    void howLongAttachingTookIsTold() {
        attach("10.0.0.1").close();
        world.time.pass(Duration.ofSeconds(11));
        CompletableFuture<Resolution> again = world.ask("10.0.0.1", "a", "clock");
        world.time.pass(LONG_ENOUGH);
        world.supply.refusal = "nbd://lab/b: Connection refused";
        CompletableFuture<Resolution> refused = world.ask("10.0.0.2", "b", "clock");
        world.time.pass(LONG_ENOUGH);

        assertThat(again).isCompleted();
        assertThat(refused).isCompletedExceptionally();
        assertThat(world.attaches)
                .extracting(DiskAttach::disk, DiskAttach::succeeded)
                .containsExactly(tuple("lab/a", true), tuple("lab/a", true), tuple("lab/b", false));
        DiskAttach first = world.attaches.get(0);
        assertThat(first.untilAppliance()).isEqualTo(FakeSupply.BOOT);
        assertThat(first.elapsed()).isEqualTo(FakeSupply.BOOT.plus(FakeSupply.ATTACH));
        DiskAttach second = world.attaches.get(1); // the same appliance, once it is free of the first view
        assertThat(second.untilAppliance()).isEqualTo(FakeSupply.CALL);
        assertThat(second.elapsed()).isEqualTo(FakeSupply.CALL.plus(FakeSupply.ATTACH));
    }

    @Test
    void theSpoolIsToldWithItsLimit() {
        attachedNanos(attach("10.0.0.1"));
        world.time.pass(Duration.ofSeconds(1));
        assertThat(world.disks.spool()).isEqualTo(new SpoolView(8, 1L << 30, 8));
    }

    @Test
    void aHundredClientsOfOneDiskShareOneApplianceAndOneLook() {
        List<CompletableFuture<Resolution>> requests = IntStream.range(0, 100)
                .mapToObj(i -> world.ask("10.0.0." + i, "a", "clock"))
                .toList();
        world.time.pass(LONG_ENOUGH);

        assertThat(requests).allMatch(CompletableFuture::isDone);
        assertThat(world.supply.all).hasSize(1);
        assertThat(world.supply.looks).isEqualTo(1);
        assertThat(world.disk("a").use().openFiles()).isEqualTo(100);
    }

    @Test
    void oneBootSeesOneGeneration() {
        attach("10.0.0.1");
        for (int i = 0; i < 20; i++) {
            world.time.pass(Duration.ofSeconds(9));
            assertThat(found(answered("10.0.0.1")).size()).isEqualTo(8);
        }

        assertThat(world.disk("a").generation()).isEqualTo(1);
    }

    @Test
    void aClientThatComesBackGetsTheDiskAsItIsThen() {
        attach("10.0.0.1").close();
        world.time.pass(Duration.ofSeconds(11));
        long rebootNanos = world.time.nowNanos();

        CompletableFuture<Resolution> request = world.ask("10.0.0.1", "a", "clock");
        world.time.pass(Duration.ofSeconds(2));

        assertThat(attachedNanos(found(request)) - rebootNanos).isNotNegative();
        assertThat(world.supply.all).as("the same appliance").hasSize(1);
        assertThat(world.disk("a").generation()).isEqualTo(2);
    }

    @Test
    void aTransferKeepsTheGenerationItBeganWith() {
        ServedFile old = attach("10.0.0.1");
        long oldNanos = attachedNanos(old);
        world.time.pass(Duration.ofSeconds(11));
        CompletableFuture<Resolution> request = world.ask("10.0.0.2", "a", "clock");
        world.time.pass(LONG_ENOUGH);

        assertThat(attachedNanos(old)).isEqualTo(oldNanos);
        assertThat(attachedNanos(found(request))).isGreaterThan(oldNanos);
    }

    @Test
    void aTransferThatStillNeedsTheDiskKeepsItsApplianceAndTheNewGenerationGetsAnother() {
        ServedFile old = attach("10.0.0.1"); // not read yet: nothing of it is in the spool
        world.time.pass(Duration.ofSeconds(11));
        CompletableFuture<Resolution> request = world.ask("10.0.0.2", "a", "clock");
        world.time.pass(LONG_ENOUGH);

        assertThat(request).isDone();
        assertThat(world.supply.living()).hasSize(2);

        assertThat(attachedNanos(old)).isLessThan(attachedNanos(found(request)));
        world.time.pass(Duration.ofSeconds(1));
        assertThat(world.supply.living())
                .as("the old one went when all was in the spool")
                .hasSize(1);
    }

    @Test
    void whatIsNotThereIsAskedOfTheDiskOnce() {
        attach("10.0.0.1").close();
        world.time.settle();
        int before = world.supply.looks;
        for (int i = 0; i < 5; i++) {
            CompletableFuture<Resolution> probe = world.ask("10.0.0.1", "a", "grub.cfg-0A");
            world.time.pass(Duration.ofMillis(100));
            assertThat(probe.join()).isEqualTo(new Resolution.NotHere("disk lab/a: no file /grub.cfg-0A"));
        }

        assertThat(world.supply.looks).isEqualTo(before + 1);
    }

    @Test
    void aLinkThatLeadsOutIsRefused() {
        attach("10.0.0.1");

        CompletableFuture<Resolution> request = world.ask("10.0.0.1", "a", "outside");
        world.time.pass(Duration.ofMillis(100));

        assertThat(request.join()).isEqualTo(new Resolution.Refused("/outside leads outside /"));
    }

    @Test
    void aDiskThatCanNotBeAttachedIsAnErrorForAllWhoWaitAndTheNextRequestTriesAgain() {
        world.supply.refusal = "nbd://lab/a: Connection refused";
        CompletableFuture<Resolution> one = world.ask("10.0.0.1", "a", "clock");
        CompletableFuture<Resolution> other = world.ask("10.0.0.2", "a", "clock");
        world.time.pass(LONG_ENOUGH);
        assertThat(failure(one)).isEqualTo("disk lab/a: nbd://lab/a: Connection refused");
        assertThat(failure(other)).isEqualTo(failure(one));
        assertThat(world.disk("a").state()).isEqualTo(DiskView.State.BROKEN);
        assertThat(world.disk("a").lastError()).isEqualTo("nbd://lab/a: Connection refused");

        world.supply.refusal = "";
        CompletableFuture<Resolution> again = world.ask("10.0.0.1", "a", "clock");
        world.time.pass(LONG_ENOUGH);
        assertThat(found(again).size()).isEqualTo(8);
    }

    @Test
    void anApplianceThatDiesFailsItsReadsAndTheNextRequestGetsAnother() {
        ServedFile file = attach("10.0.0.1");
        var read = file.read(0, 8).toCompletableFuture();
        world.supply.all.get(0).die("QEMU ended with status 137");
        world.time.settle();
        assertThat(failure(read)).contains("QEMU ended with status 137");

        CompletableFuture<Resolution> again = world.ask("10.0.0.1", "a", "clock");
        world.time.pass(LONG_ENOUGH.plusSeconds(1));
        assertThat(found(again).size()).isEqualTo(8);
    }

    @Test
    void aDiskThatNobodyAsksForIsLetGo() {
        attach("10.0.0.1").close();
        world.time.pass(DiskWorld.IDLE_TIMEOUT.plusSeconds(1));
        assertThat(world.supply.living()).isEmpty();

        assertThat(attach("10.0.0.1").size()).isEqualTo(8);
    }

    @Test
    void eightDisksAreServedByTwoAppliances() {
        world.supply.most = 2;
        world.rules = new DiskRules(DiskWorld.REFRESH_AFTER, DiskWorld.IDLE_TIMEOUT, 2);
        List<CompletableFuture<Resolution>> requests = IntStream.range(0, 8)
                .mapToObj(i -> world.ask("10.0.0." + i, "disk" + i, "clock"))
                .toList();

        for (int second = 0; second < 60; second++) {
            world.time.pass(Duration.ofSeconds(1));
            requests.stream()
                    .filter(CompletableFuture::isDone)
                    .forEach(request -> found(request).close());
            assertThat(world.supply.living().size()).isLessThanOrEqualTo(2);
        }

        assertThat(requests).allMatch(CompletableFuture::isDone);
    }

    @Test
    void aDescribedDiskIsReadyBeforeAnyoneAsks() {
        world.disks.describe("10.0.0.1", Path.of("/r/10.0.0.1.nbd"), DiskWorld.description("a"), true);
        world.time.pass(LONG_ENOUGH);

        assertThat(world.disk("a").state()).isEqualTo(DiskView.State.READY);
        assertThat(world.disk("a").clients()).containsExactly("10.0.0.1");
    }

    @Test
    void aDeletedDescriptionLetsTheDiskGoAndItsTransfersEndWhole() {
        world.disks.describe("10.0.0.1", Path.of("/r/10.0.0.1.nbd"), DiskWorld.description("a"), true);
        world.time.pass(LONG_ENOUGH);
        ServedFile file = found(answered("10.0.0.1"));

        world.disks.undescribe("10.0.0.1");
        world.time.settle();
        assertThat(attachedNanos(file)).isNotZero();
        file.close();
        world.time.pass(Duration.ofSeconds(1));

        assertThat(world.supply.living()).isEmpty();
        assertThat(world.disks.disks()).isEmpty();
    }

    @Test
    void anOperatorCanHaveANewGenerationAndLetTheDiskGo() {
        attach("10.0.0.1").close();
        var seen = world.disks
                .refresh("lab/a")
                .thenApply(done -> world.disk("a").generation())
                .toCompletableFuture();
        world.time.pass(LONG_ENOUGH);
        assertThat(seen).isCompletedWithValue(2);

        var detach = world.disks.detach("lab/a").toCompletableFuture();
        world.time.settle();
        assertThat(detach).isCompleted();
        assertThat(world.supply.living()).isEmpty();
        assertThat(world.disks.refresh("nowhere").toCompletableFuture()).isNotDone();
    }

    @Test
    void aDescriptionThatWasNeverRightIsShownWithItsError() {
        world.disks.misdescribe("10.0.0.1", Path.of("/r/10.0.0.1.nbd"), "line 1, column 1: url is missing");
        world.time.settle();

        assertThat(world.disks.disks()).singleElement().satisfies(view -> {
            assertThat(view.state()).isEqualTo(DiskView.State.INVALID);
            assertThat(view.name()).isEqualTo("10.0.0.1.nbd");
            assertThat(view.lastError()).isEqualTo("line 1, column 1: url is missing");
        });
    }

    private ServedFile attach(String client) {
        CompletableFuture<Resolution> request = world.ask(client, "a", "clock");
        world.time.pass(LONG_ENOUGH);
        return found(request);
    }

    private CompletableFuture<Resolution> answered(String client) {
        CompletableFuture<Resolution> request = world.ask(client, "a", "clock");
        world.time.pass(FakeSupply.CALL);
        return request;
    }

    private long attachedNanos(ServedFile file) {
        CompletableFuture<ByteBuffer> read = file.read(0, 8).toCompletableFuture();
        world.time.pass(FakeSupply.CALL);
        return read.join().getLong();
    }

    private static ServedFile found(CompletableFuture<Resolution> request) {
        assertThat(request).isCompleted();
        return ((Resolution.Found) request.join()).file();
    }

    private static String failure(CompletableFuture<?> failed) {
        assertThat(failed).isCompletedExceptionally();
        return String.valueOf(failed.handle((unused, reason) -> reason).join().getMessage());
    }
}
