package io.rtftp.guestfs.internal.appliance;

import io.rtftp.guestfs.internal.appliance.ApplianceSettings.Accelerator;
import io.rtftp.guestfs.internal.appliance.Machine.Launch;
import io.rtftp.guestfs.internal.appliance.Machine.Option;
import io.rtftp.guestfs.internal.appliance.binding.HostLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Boots machines as the settings say, and remembers what was found out about this host. Thread-safe. */
final class ApplianceBoot implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApplianceBoot.class);

    private final Launcher launcher;
    private final Kvm kvm;
    private final ApplianceDirectories directories;
    private volatile ApplianceSettings settings;
    private volatile boolean hotPlugRefused;

    /**
     * Boots with this launcher.
     *
     * @param runDirectory where the appliances' directories are made until another is configured; closed then, or with this
     */
    ApplianceBoot(Launcher launcher, Kvm kvm, RunDirectory runDirectory, ApplianceSettings settings) {
        this.launcher = launcher;
        this.kvm = kvm;
        this.directories = new ApplianceDirectories(runDirectory);
        this.settings = settings;
    }

    /**
     * Boots with this host's libguestfs and KVM, and a second time where the first hangs.
     *
     * @param watchdog where times are kept
     */
    static ApplianceBoot ofThisHost(
            RunDirectory runDirectory, ApplianceSettings settings, ScheduledExecutorService watchdog) {
        HostLibrary library = HostLibrary.ofThisHost();
        Launcher launcher = new SecondTry(launch -> Machine.launch(library, launch), watchdog);
        return new ApplianceBoot(launcher, Kvm.ofThisHost(), runDirectory, settings);
    }

    /** What launches a machine. */
    interface Launcher {

        /** Launches; waits until the appliance answers. */
        Machine launch(Launch launch) throws ApplianceException;
    }

    /**
     * A machine that has booted.
     *
     * @param mountpoints the mount points made in it; grows
     * @param volumes of the disk that is plugged in
     */
    record Booted(Machine machine, Set<String> mountpoints, LogicalVolumes volumes) {}

    ApplianceSettings settings() {
        return settings;
    }

    /** Takes other settings, for appliances that are launched from now on. */
    synchronized void configure(ApplianceSettings changed) {
        if (changed.accelerator() != settings.accelerator()) {
            kvm.forget();
        }
        if (!changed.runDirectory().equals(settings.runDirectory())) {
            move(changed.runDirectory());
        }
        settings = changed;
    }

    private void move(Path configured) {
        RunDirectory next;
        try {
            RunDirectory.removeLeftovers(configured).forEach(LOG::info);
            next = RunDirectory.below(configured);
        } catch (IOException e) {
            LOG.warn("overlays can't be kept in {}, and stay where they were: {}", configured, e.toString());
            return;
        }
        try {
            directories.configure(next);
        } catch (IOException e) {
            LOG.warn("the appliances' directory could not be deleted: {}", e.toString());
        }
    }

    CredentialsDirectory credentials() {
        return new CredentialsDirectory(settings.tlsDirectory());
    }

    /** Whether disks are plugged into booted appliances. */
    boolean isHotPlugUsed() {
        return settings.hotPlug() && !hotPlugRefused;
    }

    /** This host's QEMU can't plug disks in; said once. */
    void onHotPlugRefused(String reason) {
        if (!hotPlugRefused) {
            hotPlugRefused = true;
            LOG.warn("{}; from now on each attach boots an appliance of its own", reason);
        }
    }

    /** Boots, with KVM where it works; KVM that is there and fails is found out once. Where it has worked, a launch that fails is not its fault. */
    Booted boot(int id, List<Option> options, BooleanSupplier cancelled) throws ApplianceException {
        ApplianceSettings now = settings;
        boolean emulated =
                now.accelerator() == Accelerator.TCG || (now.accelerator() == Accelerator.AUTO && !kvm.isWorthATry());
        try {
            Booted booted = boot(id, options, emulated);
            if (!emulated) {
                kvm.onWorked();
            }
            return booted;
        } catch (ApplianceException e) {
            if (emulated || now.accelerator() == Accelerator.KVM || cancelled.getAsBoolean() || !kvm.onLaunchFailed()) {
                throw e;
            }
            Booted booted = boot(id, options, true);
            if (kvm.onFailed()) {
                LOG.warn("KVM is there and does not work ({}): software emulation is used from now on", e.getMessage());
            }
            return booted;
        }
    }

    private Booted boot(int id, List<Option> options, boolean emulated) throws ApplianceException {
        ApplianceSettings now = settings;
        Path directory = directory(id);
        boolean onlyKvm = now.accelerator() == Accelerator.KVM;
        Machine machine = launcher.launch(
                new Launch(emulated, onlyKvm, now.memoryMebibytes(), directory, options, now.launchLimit()));
        try {
            RunDirectory.note(
                    directory,
                    RunDirectory.socketDirectories(
                            QemuProcesses.commandLine(machine.process().pid())));
            if (machine.qmp().isEmpty() && isHotPlugUsed()) {
                onHotPlugRefused("QEMU's machine protocol can't be reached");
            }
            return new Booted(machine, Mounting.noneMade(), new LogicalVolumes(machine.guest()));
        } catch (ApplianceException e) {
            machine.close();
            throw e;
        }
    }

    /** An appliance's own directory, made when it is first needed; asked for on the appliance's lane alone. */
    Path directory(int id) throws ApplianceException {
        return directories.make(id);
    }

    /** What an appliance must be, in words, to be as good as one that would be booted now; its directory will be where it says. */
    String wanted(int id) {
        ApplianceSettings now = settings;
        return "accelerator " + now.accelerator() + ", " + now.memoryMebibytes() + " MiB, " + Machine.PROCESSORS
                + " processors, in " + directories.runDirectory(id);
    }

    /** An appliance that another revision has booted has its directory already. */
    void adoptDirectory(int id, Path directory) {
        directories.adopt(id, directory);
    }

    /** An appliance's directory is somebody else's from now on. */
    void forgetDirectory(int id) {
        directories.forget(id);
    }

    /** Ends an appliance's QEMU at once; while it boots, its process is known by its command line alone. */
    void killProcesses(int id, @Nullable Booted booted) {
        if (booted != null) {
            booted.machine().process().destroyForcibly();
            return;
        }
        Optional<Path> directory = directories.find(id);
        if (directory.isPresent()) {
            try {
                QemuProcesses.holding(directory.get()).forEach(ProcessHandle::destroyForcibly);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Deletes an appliance's directory. */
    void removeDirectory(int id) throws IOException {
        directories.remove(id);
    }

    /** Gives up the run directory. */
    @Override
    public void close() throws IOException {
        directories.close();
    }
}
