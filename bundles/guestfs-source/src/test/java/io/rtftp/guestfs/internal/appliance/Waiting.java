package io.rtftp.guestfs.internal.appliance;

import io.rtftp.guestfs.internal.source.DiskSource;
import io.rtftp.guestfs.internal.source.MountPlan;
import io.rtftp.guestfs.internal.source.MountPlan.Filesystem;
import io.rtftp.guestfs.internal.source.MountPlan.Listed;
import io.rtftp.guestfs.internal.source.MountPlan.Mount;
import io.rtftp.guestfs.internal.source.NbdExport;
import io.rtftp.guestfs.internal.source.NbdExport.Tcp;
import io.rtftp.guestfs.internal.source.NbdExport.UnixSocket;
import io.rtftp.testkit.disk.NbdServer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What tests say often. */
final class Waiting {

    private static final int MOST_SECONDS = 600;

    private Waiting() {}

    /** What the stage completes with. */
    static <T> T on(CompletionStage<T> stage) throws ApplianceException {
        try {
            return stage.toCompletableFuture().get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApplianceException failure) {
                throw failure;
            }
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("nothing within " + MOST_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Waits for a condition. */
    static void await(String what, BooleanSupplier condition) {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - endNanos > 0) {
                throw new AssertionError("not within " + MOST_SECONDS + " s: " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** The server's export with these mounts. */
    static DiskSource disk(NbdServer server, Mount... mounts) {
        return new DiskSource(export(server), new Listed(List.of(mounts)));
    }

    /** The server's export. */
    static NbdExport export(NbdServer server) {
        return new NbdExport(
                server.socket()
                        .<NbdExport.Server>map(UnixSocket::new)
                        .orElseGet(() -> new Tcp(NbdServer.HOST, server.port())),
                server.export(),
                false);
    }

    /** A mount without options. */
    static Mount mount(Filesystem what, String mountpoint) {
        return new Mount(what, mountpoint, List.of());
    }

    /** The partition with this number. */
    static MountPlan.Partition partition(int number) {
        return new MountPlan.Partition(number);
    }
}
