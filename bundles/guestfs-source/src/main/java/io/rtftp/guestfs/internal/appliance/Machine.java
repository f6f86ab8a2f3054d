package io.rtftp.guestfs.internal.appliance;

import io.rtftp.guestfs.internal.appliance.binding.Guest;
import io.rtftp.guestfs.internal.appliance.binding.HostLibrary;
import io.rtftp.guestfs.internal.appliance.qmp.QmpConnection;
import io.rtftp.guestfs.internal.appliance.qmp.QmpException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One launched QEMU with libguestfs's appliance in it. For its lane's thread alone, except {@link #process}. */
final class Machine {

    /** The bus of the controller that disks are plugged into. */
    static final String BUS = "hot.0";

    /** Processors: one for the calls, and one for udev, which looks at each disk that is plugged in. */
    static final int PROCESSORS = 2;

    private static final String HANDLE = "guestfs";
    private static final String SOCKETS = "sockets";
    private static final String DIRECTORY = "directory";
    private static final Duration QMP_LIMIT = Duration.ofSeconds(10);

    private final Guest guest;
    private final ProcessHandle process;
    private final SocketDirectory sockets;
    private final Optional<QmpConnection> qmp;

    /**
     * A machine that runs.
     *
     * @param process QEMU's
     * @param sockets where its machine protocol's socket is
     * @param qmp empty where it can't be reached
     */
    Machine(Guest guest, ProcessHandle process, SocketDirectory sockets, Optional<QmpConnection> qmp) {
        this.guest = guest;
        this.process = process;
        this.sockets = sockets;
        this.qmp = qmp;
    }

    /**
     * One option of QEMU's command line.
     *
     * @param name with its hyphen
     * @param value the whole value; JSON wherever it holds anything that was not written here
     */
    record Option(String name, String value) {}

    /**
     * How to launch.
     *
     * @param emulated whether KVM is not to be tried
     * @param memoryMebibytes the memory it is given
     * @param directory its own directory
     * @param options more of QEMU's command line
     * @param limit how long one launch may take
     */
    record Launch(
            boolean emulated,
            boolean onlyKvm,
            int memoryMebibytes,
            Path directory,
            List<Option> options,
            Duration limit) {}

    /** Boots; waits until the appliance answers. */
    static Machine launch(HostLibrary library, Launch launch) throws ApplianceException {
        Guest guest = library.open();
        SocketDirectory sockets;
        try {
            sockets = SocketDirectory.make(Path.of(guest.getSockdir()), launch.directory());
        } catch (ApplianceException e) {
            guest.close();
            throw e;
        }
        try {
            prepare(guest, sockets, launch);
            guest.launch();
            return of(guest, sockets);
        } catch (ApplianceException e) {
            guest.close();
            sockets.close();
            throw e;
        }
    }

    private static void prepare(Guest guest, SocketDirectory sockets, Launch launch) throws ApplianceException {
        guest.setBackend("direct");
        if (launch.emulated() || launch.onlyKvm()) {
            guest.setBackendSettings(new String[] {launch.emulated() ? "force_tcg" : "force_kvm"});
        }
        guest.setMemsize(launch.memoryMebibytes());
        guest.setSmp(PROCESSORS);
        guest.setTmpdir(launch.directory().toString());
        // A comma in an option's value is written twice (qemu(1)).
        guest.config("-qmp", "unix:" + sockets.socket().toString().replace(",", ",,") + ",server=on,wait=off");
        guest.config("-device", "virtio-scsi-pci,id=hot");
        for (Option option : launch.options()) {
            guest.config(option.name(), option.value());
        }
        // libguestfs launches nothing that has no drive at all.
        guest.addDriveRo("/dev/null");
    }

    private static Machine of(Guest guest, SocketDirectory sockets) throws ApplianceException {
        ProcessHandle process = ProcessHandle.of(guest.getPid())
                .orElseThrow(() -> new ApplianceException("QEMU ended right after it had booted"));
        return new Machine(guest, process, sockets, connect(sockets.socket()));
    }

    /** Takes the machine whose {@link #parts} these are. */
    static Machine adopt(Map<String, Object> parts) throws ApplianceException {
        SocketDirectory sockets = new SocketDirectory(part(parts, SOCKETS, Path.class));
        Guest guest = HostLibrary.over(part(parts, HANDLE, Object.class));
        try {
            Machine machine = of(guest, sockets);
            if (machine.qmp.isEmpty()) {
                throw new ApplianceException("QEMU's machine protocol can't be reached");
            }
            return machine;
        } catch (ApplianceException e) {
            guest.close();
            sockets.close();
            throw e;
        }
    }

    /** The directory of the machine whose {@link #parts} these are. */
    static Path directory(Map<String, Object> parts) {
        return part(parts, DIRECTORY, Path.class);
    }

    /**
     * Everything of it, in types of the JDK and of the host's library, for another revision of this class; nothing but {@link #process} may
     * be used of this one from here on. What it consists of is a part of what {@link Handover} calls an agreement.
     */
    Map<String, Object> parts(Path directory) throws ApplianceException {
        // QEMU talks to one at a time.
        qmp.orElseThrow(() -> new ApplianceException("disks can't be plugged into it"))
                .close();
        return Map.of(HANDLE, guest.handle(), SOCKETS, sockets.path(), DIRECTORY, directory);
    }

    private static <T> T part(Map<String, Object> parts, String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(parts.get(name), name));
    }

    private static Optional<QmpConnection> connect(Path socket) {
        try {
            return Optional.of(QmpConnection.open(socket, QMP_LIMIT));
        } catch (QmpException noHotPlug) {
            // Not lost: who asks for it is told that there is none, and takes the cold way.
            return Optional.empty();
        }
    }

    Guest guest() {
        return guest;
    }

    /** QEMU's process. */
    ProcessHandle process() {
        return process;
    }

    /** The machine protocol; empty where it can't be reached. */
    Optional<QmpConnection> qmp() {
        return qmp;
    }

    /** Ends QEMU and the handle. */
    void close() throws ApplianceException {
        qmp.ifPresent(QmpConnection::close);
        guest.close();
        sockets.close();
    }
}
