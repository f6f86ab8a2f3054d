package io.rtftp.guestfs.internal.appliance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * This host's KVM, and whether it was seen to fail. To find that out takes seconds in which clients wait, so it is kept where no update of
 * the bundle reaches it, as {@link io.rtftp.guestfs.internal.appliance.binding.HostLibrary} keeps the library. Thread-safe.
 */
final class Kvm {

    private static final Path DEVICE = Path.of("/dev/kvm");
    private static final String FAILED = "io.rtftp.kvm.failed";

    private final BooleanSupplier present;
    private final Map<Object, Object> process;

    /**
     * A KVM.
     *
     * @param present whether it is there and may be used
     * @param process the table of the process, in which it is kept that it failed
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

    /** It was seen to fail, while emulation works; whether that is new. */
    boolean onFailed() {
        return process.put(FAILED, "true") == null;
    }

    /** It may be tried again. */
    void forget() {
        process.remove(FAILED);
    }
}
