package io.rtftp.guestfs.internal.appliance;

import io.rtftp.guestfs.internal.appliance.ApplianceBoot.Booted;
import io.rtftp.guestfs.internal.appliance.Machine.Option;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The machine that an appliance has at the moment, and its directory. For the lane's thread alone where nothing else is said. */
final class ApplianceMachine {

    private final int id;
    private final ApplianceBoot boot;
    private final LongConsumer onExit;

    // Shared with whoever kills or looks, hence volatile; written on the lane.
    private volatile @Nullable Booted booted;
    private volatile boolean ended;

    /**
     * None yet.
     *
     * @param onExit told the process id of a QEMU that has ended by itself, on any thread
     */
    ApplianceMachine(int id, ApplianceBoot boot, LongConsumer onExit) {
        this.id = id;
        this.boot = boot;
        this.onExit = onExit;
    }

    /** The machine; empty where there is none. On any thread. */
    Optional<Booted> booted() {
        return Optional.ofNullable(booted);
    }

    /** QEMU's process id, or 0. On any thread. */
    long pid() {
        Booted now = booted;
        return now == null ? 0 : now.machine().process().pid();
    }

    /** Boots one. */
    Booted start(List<Option> options) throws ApplianceException {
        return use(boot.boot(id, options, () -> ended));
    }

    /** Takes one that another revision has booted. */
    Booted adopt(Map<String, Object> parts) throws ApplianceException {
        boot.adoptDirectory(id, Machine.directory(parts));
        Machine machine = Machine.adopt(parts);
        return use(new Booted(machine, Mounting.noneMade(), new LogicalVolumes(machine.guest())));
    }

    /** What {@link #adopt} takes; it can't be talked to from here on. Fails where disks can't be plugged into it. */
    Map<String, Object> parts() throws ApplianceException {
        Booted now = booted;
        if (now == null) {
            throw new ApplianceException("appliance " + id + " has no machine");
        }
        return now.machine().parts(directory());
    }

    /** Forgets the machine and its directory, which are somebody else's now. */
    void leave() {
        booted = null;
        boot.forgetDirectory(id);
    }

    /** Ends it; another may be booted in its place. */
    void stop() throws ApplianceException {
        Booted now = booted;
        booted = null;
        if (now != null) {
            boot.killProcesses(id, now);
            now.machine().close();
        }
    }

    /** Kills QEMU, also while it boots. On any thread. */
    void kill() {
        boot.killProcesses(id, booted);
    }

    /** Kills QEMU and whatever is booted still. On any thread. */
    void end() {
        ended = true;
        kill();
    }

    /** Deletes the directory. */
    void removeDirectory() throws IOException {
        boot.removeDirectory(id);
    }

    Path directory() throws ApplianceException {
        return boot.directory(id);
    }

    private Booted use(Booted now) {
        booted = now;
        Machine machine = now.machine();
        var unused = machine.process().onExit().thenAccept(gone -> onExit(machine));
        if (ended) {
            boot.killProcesses(id, now);
        }
        return now;
    }

    private void onExit(Machine machine) {
        Booted now = booted;
        if (now != null && now.machine() == machine && !ended) {
            onExit.accept(machine.process().pid());
        }
    }
}
