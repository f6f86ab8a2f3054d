package io.rtftp.guestfs.internal.appliance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * This host's KVM, and whether it was seen to work or to fail. To find that out takes seconds in which clients wait, so it is kept where no
 * update of the bundle reaches it, as {@link io.rtftp.guestfs.internal.appliance.binding.HostLibrary} keeps the library. Thread-safe.
 */
final class Kvm {

    private static final Path DEVICE = Path.of("/dev/kvm");
    private static final String FAILED = "io.rtftp.kvm.failed";
    private static final String FAILED_SINCE_IT_WORKED = "io.rtftp.kvm.failed-since-it-worked";

    /** How often in a row launches fail before KVM that has worked is doubted: it can go, as when the host is moved to another. */
    private static final int DOUBTED_AT = 3;

    private final BooleanSupplier present;
    private final Map<Object, Object> process;

    /**
     * A KVM.
     *
     * @param present whether it is there and may be used
     * @param process the table of the process, in which it is kept what was seen
     */
    Kvm(BooleanSupplier present, Map<Object, Object> process) {
        this.present = present;
        this.process = process;
    }

    /** That of this host. */
    static Kvm ofThisHost() {
        return new Kvm(() -> Files.isWritable(DEVICE), System.getProperties());
    }

    /** Whether it is there and was not seen to fail. */
    boolean isWorthATry() {
        return !process.containsKey(FAILED) && present.getAsBoolean();
    }

    /** A launch with it has worked. */
    void onWorked() {
        process.put(FAILED_SINCE_IT_WORKED, 0);
    }

    /** A launch with it has failed; whether it may be to blame, and not what ends a launch now and then, such as too little memory. */
    boolean onLaunchFailed() {
        Object failed = process.computeIfPresent(
                FAILED_SINCE_IT_WORKED, (key, count) -> count instanceof Integer times ? times + 1 : DOUBTED_AT);
        return !(failed instanceof Integer times) || times >= DOUBTED_AT;
    }

    /** It was seen to fail, while emulation works; whether that is new. */
    boolean onFailed() {
        return process.put(FAILED, "true") == null;
    }

    /** It may be tried again, as if for the first time. */
    void forget() {
        process.remove(FAILED);
        process.remove(FAILED_SINCE_IT_WORKED);
    }
}
