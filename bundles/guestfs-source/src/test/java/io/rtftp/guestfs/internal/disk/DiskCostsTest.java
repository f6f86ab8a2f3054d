package io.rtftp.guestfs.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.guestfs.internal.description.DiskDescription;
import io.rtftp.guestfs.internal.source.DiskSource;
import io.rtftp.guestfs.internal.source.MountPlan;
import io.rtftp.guestfs.internal.source.NbdExport;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a request to one disk costs where there are many: all of them wait for one thread. */
class DiskCostsTest {

    private static final int DISKS = 200;

    private final DiskWorld world;
    private int comparisons;

    DiskCostsTest(@TempDir Path directory) {
        world = new DiskWorld(directory, 0);
    }

    @Test
    void aRequestLooksAtNoDisksButItsOwn() {
        IntStream.range(0, DISKS)
                .forEach(i -> world.disks.describe("10.0.0." + i, Path.of("/r/" + i), described(i), false));
        world.time.settle();
        comparisons = 0;

        CompletableFuture<?> answer =
                world.files.open("10.0.0.7", described(7), "clock").toCompletableFuture();
        world.time.settle();

        assertThat(answer).isNotDone();
        assertThat(world.disks.disks()).hasSize(DISKS);
        assertThat(comparisons).as("comparisons of disks").isBetween(1, 20);
    }

    @Test
    void ofManyDisksThatNobodyAsksForNoneIsComparedWithTheOthersAsTimePasses() {
        IntStream.range(0, DISKS)
                .forEach(i -> world.disks.describe("10.0.0." + i, Path.of("/r/" + i), described(i), false));
        world.time.settle();
        comparisons = 0;

        world.time.pass(Duration.ofMillis(500));

        assertThat(comparisons).as("comparisons of disks").isLessThan(10 * DISKS);
    }

    @Test
    void theMemoryOfAppliancesIsLookedUpForWhoLooksAtThemAlone() {
        CompletableFuture<?> first = world.ask("10.0.0.1", "a", "clock");
        world.time.pass(Duration.ofSeconds(5));
        assertThat(first).isCompleted();
        world.supply.viewed = 0;

        CompletableFuture<?> second = world.ask("10.0.0.2", "a", "clock");
        world.time.pass(Duration.ofSeconds(1));
        assertThat(second).isCompleted();
        assertThat(world.supply.viewed).isZero();

        assertThat(world.disk("a").appliance()).isPresent();

        assertThat(world.supply.viewed).isPositive();
    }

    private DiskDescription described(int number) {
        var export = new NbdExport(new NbdExport.UnixSocket(counting(Path.of("/run/nbd" + number))), "", false);
        return new DiskDescription(
                new DiskSource(export, new MountPlan.Inspected()), "/", DiskDescription.OnFailure.ERROR);
    }

    /** A path that is as good as {@code path}, and counts how often it is compared with another one. */
    private Path counting(Path path) {
        return (Path) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Path.class},
                (self, method, arguments) -> method.getName().equals("equals")
                        ? isSame(path, String.valueOf(arguments[0]))
                        : call(path, method, arguments));
    }

    private boolean isSame(Path path, String other) {
        comparisons++;
        return path.toString().equals(other);
    }

    private static Object call(Path path, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(path, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }
}
