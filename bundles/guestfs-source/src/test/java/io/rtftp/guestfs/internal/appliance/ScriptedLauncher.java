package io.rtftp.guestfs.internal.appliance;

import io.rtftp.guestfs.internal.appliance.ApplianceBoot.Launcher;
import io.rtftp.guestfs.internal.appliance.Machine.Launch;
import io.rtftp.guestfs.internal.appliance.binding.Guest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Launches machines without libguestfs: the process is a real one that only waits, the guest has no devices and does nothing. */
final class ScriptedLauncher implements Launcher {

    private final List<Launch> launches = new CopyOnWriteArrayList<>();
    private volatile Predicate<Launch> works;

    /** Only those launches work. */
    ScriptedLauncher(Predicate<Launch> works) {
        this.works = works;
    }

    /** From now on only those launches work. */
    void letWork(Predicate<Launch> these) {
        works = these;
    }

    /** What was tried so far: the accelerator of each launch. */
    List<String> tried() {
        return launches.stream()
                .map(launch -> launch.emulated() ? "tcg" : launch.onlyKvm() ? "only kvm" : "kvm")
                .toList();
    }

    @Override
    public Machine launch(Launch launch) throws ApplianceException {
        launches.add(launch);
        if (!works.test(launch)) {
            throw new ApplianceException("it does not start");
        }
        try {
            ProcessHandle process = new ProcessBuilder("sleep", "600").start().toHandle();
            return new Machine(
                    guest(process),
                    process,
                    new SocketDirectory(launch.directory().resolve("none")),
                    Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Guest guest(ProcessHandle process) {
        return (Guest) Proxy.newProxyInstance(
                Guest.class.getClassLoader(),
                new Class<?>[] {Guest.class},
                (proxy, call, arguments) -> switch (call.getName()) {
                    case "close" -> {
                        process.destroyForcibly();
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(call.getName());
                });
    }
}
