package io.rtftp.shell.internal.part;

import io.rtftp.api.disk.DiskRegistry;
import io.rtftp.api.file.ResolverChain;
import io.rtftp.api.transfer.TransferRegistry;
import io.rtftp.shell.internal.input.CommandFailedException;
import java.util.Optional;

/** The parts of the server there are at this moment. Any may be absent: bundles are left out, updated, swapped. */
public interface Parts {

    /** The service of this type there is now. */
    <T> Optional<T> find(Class<T> service);

    /** Whether the TFTP root is being watched. */
    boolean isWatched();

    /** The transfers. */
    default TransferRegistry transfers() throws CommandFailedException {
        return need(TransferRegistry.class, "no TFTP server is running; install the feature rtftp-protocol");
    }

    /** The resolver chain. */
    default ResolverChain chain() throws CommandFailedException {
        return need(ResolverChain.class, "no resolver chain is running; install the feature rtftp-protocol");
    }

    /** The disks. */
    default DiskRegistry disks() throws CommandFailedException {
        return need(DiskRegistry.class, "no disk source is running; install the feature rtftp-guestfs");
    }

    private <T> T need(Class<T> service, String otherwise) throws CommandFailedException {
        return find(service).orElseThrow(() -> new CommandFailedException(otherwise));
    }
}
