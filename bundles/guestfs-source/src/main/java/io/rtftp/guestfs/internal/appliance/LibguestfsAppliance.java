package io.rtftp.guestfs.internal.appliance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rtftp.api.disk.ApplianceView;
import io.rtftp.guestfs.internal.appliance.ApplianceBoot.Booted;
import io.rtftp.guestfs.internal.appliance.Machine.Option;
import io.rtftp.guestfs.internal.source.DiskSource;
import io.rtftp.guestfs.internal.source.NbdExport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An appliance of libguestfs on its own lane. The machine in it is replaced by a new one where disks can't be plugged in. */
final class LibguestfsAppliance implements Appliance {

    private static final Duration GREETING_LIMIT = Duration.ofSeconds(10);
    private static final Duration VOLUMES_DELAY = Duration.ofSeconds(2);

    private final int id;
    private final ApplianceBoot boot;
    private final Lane lane;
    private final long launchedNanos = System.nanoTime();
    private final CompletableFuture<String> died = new CompletableFuture<>();
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    // Shared with whoever kills or looks, hence volatile; written on the lane.
    private volatile @Nullable Booted booted;
    private volatile String disk = "";
    private volatile boolean closed;
    private int views;
    private @Nullable AttachedView attached;

    LibguestfsAppliance(int id, ApplianceBoot boot, ScheduledExecutorService watchdog) {
        this.id = id;
        this.boot = boot;
        this.lane = new Lane("rtftp-appliance-" + id, watchdog, this::kill);
    }

    /** Boots it; where disks can't be plugged in, there is nothing to boot before there is a disk. */
    CompletionStage<LibguestfsAppliance> launch() {
        return lane.call("booting appliance " + id, boot.settings().launchLimit(), () -> {
            if (boot.isHotPlugUsed()) {
                start(List.of());
            }
            return this;
        });
    }

    /** Gives it to a disk, for good. */
    void assign(String name) {
        disk = name;
    }

    int id() {
        return id;
    }

    /** Completes when it has been asked to attach its disk and has done so or failed, or will never be asked. */
    CompletionStage<Void> settled() {
        return settled;
    }

    /** Completes when nothing of it is left. */
    CompletionStage<Void> ended() {
        return ended;
    }

    @Override
    public ApplianceView view() {
        Booted now = booted;
        long pid = now == null ? 0 : now.machine().process().pid();
        ApplianceView.State state = !disk.isEmpty()
                ? ApplianceView.State.IN_USE
                : now == null ? ApplianceView.State.LAUNCHING : ApplianceView.State.WARM;
        Duration age = Duration.ofNanos(System.nanoTime() - launchedNanos);
        return new ApplianceView(
                id, state, pid, QemuProcesses.residentBytes(pid).orElse(0L), age, disk);
    }

    @Override
    public CompletionStage<MountedDisk> attach(DiskSource source) {
        boolean plugged = boot.isHotPlugUsed();
        CompletableFuture<MountedDisk> answer = new CompletableFuture<>();
        attachOnce(source).whenComplete((view, failure) -> {
            if (failure == null) {
                answer.complete(view);
            } else if (plugged && !boot.isHotPlugUsed()) {
                // Found out just now, in the time of the fast way; the cold way is a call of its own with its own
                // limit.
                pass(attachOnce(source), answer);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        var unused = answer.whenComplete((view, failure) -> settled.complete(null));
        return answer;
    }

    private static <T> void pass(CompletionStage<T> from, CompletableFuture<T> to) {
        from.whenComplete((value, failure) -> {
            if (failure == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(failure);
            }
        });
    }

    private CompletionStage<MountedDisk> attachOnce(DiskSource source) {
        String url = ExportNames.of(source.export());
        // The cold way boots, which has a longer limit of its own.
        Duration limit = boot.isHotPlugUsed()
                ? boot.settings().callLimit()
                : boot.settings().callLimit().plus(boot.settings().launchLimit());
        return lane.call("attaching " + url, limit, () -> {
            try {
                return attachNow(source);
            } catch (ApplianceException e) {
                String message = String.valueOf(e.getMessage());
                throw message.startsWith(url) ? e : new ApplianceException(url + ": " + message, e);
            }
        });
    }

    @Override
    public CompletionStage<String> died() {
        return died;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        lane.end("appliance " + id + " was closed");
        // Nothing on it is worth an orderly shutdown: the overlay is thrown away.
        boot.killProcesses(id, booted);
        lane.finish(this::finish);
    }

    <T> CompletionStage<T> call(String what, Callable<T> call) {
        return lane.call(what, boot.settings().callLimit(), call);
    }

    Future<?> repeat(Duration pause, Runnable task) {
        return lane.repeat(pause, task);
    }

    void detach(AttachedView view) throws ApplianceException {
        attached = null;
        if (view.isPlugged()) {
            view.close();
        } else {
            stop();
        }
    }

    private MountedDisk attachNow(DiskSource source) throws ApplianceException {
        if (attached != null) {
            throw new ApplianceException("another view of this disk is attached; it must be detached first");
        }
        Duration half = boot.settings().callLimit().dividedBy(2);
        NbdGreeting.await(source.export(), half.compareTo(GREETING_LIMIT) < 0 ? half : GREETING_LIMIT);
        BlockNodes nodes = new BlockNodes(++views);
        AttachedView view = see(source.export(), nodes);
        try {
            view.mount(source.mounts());
        } catch (ApplianceException e) {
            giveUp(view, e);
            throw e;
        }
        attached = view;
        // After the client's first files, and before the disk is attached again. What fails is asked once more then.
        lane.callLater(
                VOLUMES_DELAY, "looking for logical volumes", boot.settings().callLimit(), () -> {
                    if (attached == view) {
                        view.lookForVolumes();
                    }
                    return view;
                });
        return new AttachedDisk(this, view, directory().resolve("piece"));
    }

    private void giveUp(AttachedView view, ApplianceException cause) {
        try {
            detach(view);
        } catch (ApplianceException e) {
            cause.addSuppressed(e);
            kill("the disk could not be let go after it could not be attached: " + e.getMessage());
        }
    }

    private AttachedView see(NbdExport export, BlockNodes nodes) throws ApplianceException {
        Booted now = booted;
        if (boot.isHotPlugUsed() && now != null && now.machine().qmp().isPresent()) {
            HotPlug plug = new HotPlug(
                    now.machine().qmp().get(),
                    nodes,
                    overlay(nodes),
                    // Less than the whole attach may take, so that a step that fails is named before the appliance is
                    // killed.
                    boot.settings().callLimit().multipliedBy(2).dividedBy(3));
            try {
                plug.plug(export, boot.credentials());
                return seePlugged(now, nodes, plug);
            } catch (ApplianceException e) {
                if (plug.isRefused()) {
                    boot.onHotPlugRefused(String.valueOf(e.getMessage()));
                }
                throw e;
            }
        }
        return seeCold(export, nodes);
    }

    private AttachedView seePlugged(Booted now, BlockNodes nodes, HotPlug plug) throws ApplianceException {
        try {
            PluggedDevice device = PluggedDevice.await(now.machine().guest(), nodes.serial(), plug.limit());
            return new AttachedView(device, reads(now, nodes), Optional.of(plug), now);
        } catch (ApplianceException e) {
            plug.unplug();
            throw e;
        }
    }

    private AttachedView seeCold(NbdExport export, BlockNodes nodes) throws ApplianceException {
        stop();
        List<Option> options = new ArrayList<>();
        List<String> objects = new ArrayList<>();
        if (export.tls()) {
            ObjectNode credentials = nodes.credentials(boot.credentials().path(export));
            objects.add(credentials.toString());
            options.add(new Option("-object", credentials.toString()));
        }
        long size = QemuImg.size(objects, nodes.connection(export).toString());
        QemuImg.createOverlay(overlay(nodes), size);
        options.add(new Option(
                "-blockdev", nodes.overlayOver(export, overlay(nodes)).toString()));
        options.add(new Option("-device", nodes.deviceAtBoot().toString()));
        Booted now = start(options);
        PluggedDevice device = PluggedDevice.await(
                now.machine().guest(), nodes.serial(), boot.settings().callLimit());
        return new AttachedView(device, reads(now, nodes), Optional.empty(), now);
    }

    private FailedReads reads(Booted now, BlockNodes nodes) {
        return new FailedReads(
                now.machine().qmp(), nodes.device(), boot.settings().callLimit());
    }

    private Path overlay(BlockNodes nodes) throws ApplianceException {
        return directory().resolve(nodes.disk() + ".qcow2");
    }

    private Path directory() throws ApplianceException {
        return boot.directory(id);
    }

    private Booted start(List<Option> options) throws ApplianceException {
        Booted now = boot.boot(id, options, () -> closed);
        booted = now;
        Machine machine = now.machine();
        var unused = machine.process().onExit().thenAccept(gone -> onExit(machine));
        if (closed) {
            boot.killProcesses(id, now);
        }
        return now;
    }

    // The machine alone ends; the appliance lives on without one until the next attach boots another.
    private void stop() throws ApplianceException {
        Booted now = booted;
        booted = null;
        if (now != null) {
            boot.killProcesses(id, now);
            now.machine().close();
        }
    }

    private void onExit(Machine machine) {
        Booted now = booted;
        if (now != null && now.machine() == machine && !closed) {
            die("appliance " + id + ": QEMU (process " + machine.process().pid() + ") ended");
        }
    }

    private void kill(String reason) {
        die("appliance " + id + " was killed: " + reason);
        boot.killProcesses(id, booted);
    }

    private void die(String reason) {
        lane.end(reason);
        died.complete(reason);
    }

    private void finish() {
        settled.complete(null);
        try {
            stop();
            boot.removeDirectory(id);
            ended.complete(null);
        } catch (ApplianceException | IOException e) {
            ended.completeExceptionally(e);
        }
    }

    /** Listens for the end of the appliance, orderly or not. */
    void onEnded(Consumer<LibguestfsAppliance> listener) {
        var unused = ended.whenComplete((nothing, failure) -> listener.accept(this));
    }
}
