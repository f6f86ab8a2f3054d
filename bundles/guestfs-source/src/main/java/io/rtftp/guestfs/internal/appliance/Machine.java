package io.rtftp.guestfs.internal.appliance;

import io.rtftp.guestfs.internal.appliance.binding.Guest;
import io.rtftp.guestfs.internal.appliance.binding.HostLibrary;
import io.rtftp.guestfs.internal.appliance.qmp.QmpConnection;
import io.rtftp.guestfs.internal.appliance.qmp.QmpException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One launched QEMU with libguestfs's appliance in it. For its lane's thread alone, except {@link #process}. */
final class Machine {

    /** The bus of the controller that disks are plugged into. */
    static final String BUS = "hot.0";

    /** One for the calls, and one for udev, which looks at each disk that is plugged in. */
    private static final int PROCESSORS = 2;

    private static final Duration QMP_LIMIT = Duration.ofSeconds(10);

    private final Guest guest;
    private final ProcessHandle process;
    private final Optional<QmpConnection> qmp;

    /**
     * A machine that runs.
     *
     * @param process QEMU's
     * @param qmp empty where it can't be reached
     */
    Machine(Guest guest, ProcessHandle process, Optional<QmpConnection> qmp) {
        this.guest = guest;
        this.process = process;
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
     */
    record Launch(boolean emulated, boolean onlyKvm, int memoryMebibytes, Path directory, List<Option> options) {}

    /** Boots; waits until the appliance answers. */
    static Machine launch(HostLibrary library, Launch launch) throws ApplianceException {
        Guest guest = library.open();
        try (SocketDirectory sockets = SocketDirectory.make(Path.of(guest.getSockdir()), launch.directory())) {
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
            guest.launch();
            ProcessHandle process = ProcessHandle.of(guest.getPid())
                    .orElseThrow(() -> new ApplianceException("QEMU ended right after it had booted"));
            return new Machine(guest, process, connect(sockets.socket()));
        } catch (ApplianceException e) {
            guest.close();
            throw e;
        }
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
    }
}
