package io.rtftp.guestfs.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.disk.ApplianceView;
import io.rtftp.api.disk.DiskView;
import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ServedFile;
import io.rtftp.guestfs.internal.appliance.ApplianceSettings;
import io.rtftp.guestfs.internal.disk.DiskRules;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A server's disks with real appliances, seen by clients: descriptions are written to its root, files are asked for and read. */
final class DiskHost implements AutoCloseable {

    /** How long anything may take before a test calls it lost: long, since the machine may be slow; nothing is measured by it. */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Longer than any run of the tests: what is due after it does not come by itself, however slow the machine. */
    static final Duration NEVER = Duration.ofDays(1);

    /** What tests do not care about. */
    static final Terms USUAL = new Terms(NEVER, 2, Duration.ofSeconds(60), 64L << 20);

    final Path root;
    final Path spool;
    final RunningDisks disks;

    /**
     * What a test sets.
     *
     * @param most how many appliances there may be
     */
    record Terms(Duration refreshAfter, int most, Duration diskTimeout, long spoolBytes) {

        Terms refreshAfter(Duration other) {
            return new Terms(other, most, diskTimeout, spoolBytes);
        }

        Terms diskTimeout(Duration other) {
            return new Terms(refreshAfter, most, other, spoolBytes);
        }

        Terms most(int other) {
            return new Terms(refreshAfter, other, diskTimeout, spoolBytes);
        }
    }

    /** A server whose root and spool are below this directory. */
    DiskHost(Path directory, Terms terms) throws IOException {
        root = Files.createDirectories(directory.resolve("root"));
        spool = Files.createDirectories(directory.resolve("spool"));
        disks = new RunningDisks(settings(terms), path -> false);
    }

    /** Takes other terms. */
    void apply(Terms terms) throws IOException {
        disks.apply(settings(terms));
    }

    /** Writes the client's description. */
    void describe(String client, String url, String more) throws IOException {
        Files.writeString(root.resolve(client + ".nbd"), "{\"url\": \"" + url + "\"" + more + "}");
    }

    /** Deletes it. */
    void forget(String client) throws IOException {
        Files.deleteIfExists(root.resolve(client + ".nbd"));
    }

    /** Asks for a file; the answer comes when it comes. */
    CompletionStage<Resolution> ask(String client, String path) {
        return disks.resolver().resolve(request(client, path));
    }

    /** The answer. */
    Resolution answer(String client, String path) {
        return on(ask(client, path));
    }

    /** Opens a file that is there. */
    ServedFile open(String client, String path) {
        Resolution answer = answer(client, path);
        assertThat(answer).isInstanceOf(Resolution.Found.class);
        return ((Resolution.Found) answer).file();
    }

    /** All bytes of a file that is there. */
    byte[] content(String client, String path) {
        try (ServedFile file = open(client, path)) {
            return content(file);
        }
    }

    /** All bytes of an open file. */
    static byte[] content(ServedFile file) {
        ByteBuffer all = ByteBuffer.allocate((int) file.size());
        while (all.hasRemaining()) {
            all.put(on(file.read(all.position(), 65_536)));
        }
        return all.array();
    }

    /** The disk as operators see it. */
    DiskView disk(String client) {
        return disks.registry().disks().stream()
                .filter(view -> view.clients().contains(client))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no disk of " + client + ": " + disks.registry().disks()));
    }

    /** The QEMU processes of appliances that serve disks. */
    List<ProcessHandle> qemus() {
        return disks.registry().appliances().stream()
                .filter(view -> view.state() == ApplianceView.State.IN_USE)
                .flatMap(view -> ProcessHandle.of(view.pid()).stream())
                .toList();
    }

    /** Waits for a condition. */
    static void await(String what, BooleanSupplier condition) {
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - endNanos > 0) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** What the stage completes with. */
    static <T> T on(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError(String.valueOf(failed.getCause()), failed.getCause());
        } catch (TimeoutException lost) {
            throw new AssertionError("nothing within " + PATIENCE.toSeconds() + " s", lost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Why the stage fails, in words. */
    static String failure(CompletionStage<?> stage) {
        return on(stage.handle((value, failed) -> {
            if (failed == null) {
                throw new AssertionError("it did not fail but gave " + value);
            }
            Throwable reason = failed instanceof CompletionException ? failed.getCause() : failed;
            return String.valueOf(reason == null ? failed.getMessage() : reason.getMessage());
        }));
    }

    static FileRequest request(String client, String path) {
        return new FileRequest(path, new InetSocketAddress(client, 2070));
    }

    /** Ends everything, and sees that nothing is left: no process, no file. */
    @Override
    public void close() throws IOException {
        List<ProcessHandle> processes = disks.registry().appliances().stream()
                .flatMap(view -> ProcessHandle.of(view.pid()).stream())
                .toList();
        disks.close();
        await("the end of " + processes, () -> processes.stream().noneMatch(ProcessHandle::isAlive));
        List<Path> left = new ArrayList<>();
        try (var files = Files.walk(spool)) {
            files.filter(path -> !path.equals(spool)).forEach(left::add);
        }
        assertThat(left).as("left in the spool").isEmpty();
    }

    private DiskSettings settings(Terms terms) {
        return new DiskSettings(
                root,
                true,
                new DiskRules(terms.refreshAfter(), NEVER, terms.most()),
                new ApplianceSettings(
                        Math.max(0, terms.most() - 2), // what is booted beforehand costs a test no time
                        terms.most(),
                        ApplianceSettings.Accelerator.AUTO,
                        512,
                        terms.diskTimeout(),
                        Duration.ofMinutes(4),
                        spool,
                        Optional.empty(),
                        true),
                new DiskSettings.SpoolSettings(spool, terms.spoolBytes()));
    }
}
