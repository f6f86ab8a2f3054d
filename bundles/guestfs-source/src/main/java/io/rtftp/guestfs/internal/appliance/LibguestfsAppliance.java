package io.rtftp.guestfs.internal.appliance;

import io.rtftp.api.disk.ApplianceView;
import io.rtftp.guestfs.internal.source.DiskSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;

/** An appliance of libguestfs on its own lane. The machine in it is replaced by a new one where disks can't be plugged in. */
final class LibguestfsAppliance implements Appliance {

    private final int id;
    private final ApplianceBoot boot;
    private final Handover handover;
    private final Lane lane;
    private final ApplianceMachine machine;
    private final Attachments attachments;
    private final AttachCall attaching;
    private final Takeover takeover;
    private final Function<String, CompletableFuture<Map<String, Object>>> offer = this::give;
    private final long launchedNanos = System.nanoTime();
    private final CompletableFuture<String> died = new CompletableFuture<>();
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private volatile String wanted = ""; // how it was to be when it was booted
    private volatile String disk = "";
    private volatile boolean closed;

    LibguestfsAppliance(int id, ApplianceBoot boot, ScheduledExecutorService watchdog, Handover handover) {
        this.id = id;
        this.boot = boot;
        this.handover = handover;
        this.lane = new Lane("rtftp-appliance-" + id, watchdog, this::kill);
        this.machine = new ApplianceMachine(id, boot, this::onExit);
        this.attachments = new Attachments(boot, machine, this::kill);
        this.attaching = new AttachCall(boot, lane, machine, attachments);
        this.takeover = new Takeover(handover);
    }

    /**
     * Boots it, where no other revision of this bundle has left one; where disks can't be plugged in, there is nothing to boot before there
     * is a disk.
     */
    CompletionStage<LibguestfsAppliance> launch() {
        wanted = boot.wanted(id);
        return lane.call("booting appliance " + id, boot.settings().bootLimit(), () -> {
            if (boot.isHotPlugUsed() && !takeover.into(machine, wanted)) {
                machine.start(List.of());
            }
            return this;
        });
    }

    /** Leaves it to another revision of this bundle; it may be booting still, but must not have been assigned. */
    void offer() {
        takeover.stop();
        handover.offer(offer);
        if (closed || died.isDone()) {
            withdraw();
        }
    }

    /** Ends it, if it was left to another revision and that has not asked for it. */
    void withdraw() {
        if (handover.withdraw(offer)) {
            close();
        }
    }

    /** Gives it to a disk, for good. */
    void assign(String name) {
        disk = name;
    }

    boolean isAssigned() {
        return !disk.isEmpty();
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
        long pid = machine.pid();
        ApplianceView.State state = isAssigned()
                ? ApplianceView.State.IN_USE
                : pid == 0 ? ApplianceView.State.LAUNCHING : ApplianceView.State.WARM;
        Duration age = Duration.ofNanos(System.nanoTime() - launchedNanos);
        return new ApplianceView(
                id, state, pid, QemuProcesses.residentBytes(pid).orElse(0L), age, disk);
    }

    @Override
    public CompletionStage<MountedDisk> attach(DiskSource source) {
        CompletionStage<MountedDisk> answer =
                attaching.attach(source, (view, piece) -> new AttachedDisk(this, view, piece));
        var unused = answer.whenComplete((view, failure) -> settled.complete(null));
        return answer;
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
        var unused = handover.withdraw(offer);
        takeover.giveUp();
        lane.end("appliance " + id + " was closed");
        // Nothing on it is worth an orderly shutdown: the overlay is thrown away.
        machine.end();
        lane.finish(this::finish);
    }

    <T> CompletionStage<T> call(String what, Callable<T> call) {
        return lane.call(what, boot.settings().callLimit(), call);
    }

    Future<?> repeat(Duration pause, Runnable task) {
        return lane.repeat(pause, task);
    }

    void detach(AttachedView view) throws ApplianceException {
        attachments.detach(view);
    }

    private void onExit(long pid) {
        die("appliance " + id + ": QEMU (process " + pid + ") ended");
    }

    private void kill(String reason) {
        die("appliance " + id + " was killed: " + reason);
        takeover.giveUp();
        machine.kill();
    }

    private void die(String reason) {
        lane.end(reason);
        died.complete(reason);
        withdraw();
    }

    /** Somebody has taken the offer: gives the machine, once it has booted; ends it where another is wanted. */
    private CompletableFuture<Map<String, Object>> give(String wantedThere) {
        CompletableFuture<Map<String, Object>> given = new CompletableFuture<>();
        if (!wantedThere.equals(wanted)) {
            close();
            given.completeExceptionally(new ApplianceException("it has " + wanted + "; wanted is " + wantedThere));
            return given;
        }
        lane.call("leaving appliance " + id, boot.settings().callLimit(), () -> {
                    leave(given);
                    return this;
                })
                .whenComplete((left, failure) -> {
                    if (failure != null) {
                        given.completeExceptionally(failure);
                        close();
                    }
                });
        return given;
    }

    private void leave(CompletableFuture<Map<String, Object>> given) throws ApplianceException {
        Map<String, Object> parts = machine.parts();
        synchronized (this) {
            if (closed || !given.complete(parts)) {
                throw new ApplianceException("nobody waits for appliance " + id + " any more");
            }
            closed = true;
            machine.leave();
        }
        lane.end("appliance " + id + " was left to another revision of the bundle");
        lane.finish(this::finish);
    }

    private void finish() {
        settled.complete(null);
        try {
            machine.stop();
            machine.removeDirectory();
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
