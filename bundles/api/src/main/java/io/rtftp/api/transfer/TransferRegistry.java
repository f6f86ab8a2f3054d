package io.rtftp.api.transfer;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The transfers this server is running and the last ones it ran. Thread-safe; never blocks. */
@ProviderType
public interface TransferRegistry {

    /** The running transfers, oldest first. */
    List<TransferView> running();

    /** The most recently ended transfers, newest first; a bounded memory. */
    List<TransferView> ended();

    /**
     * Ends a running transfer with an ERROR to its client.
     *
     * @return false when no transfer with this id is running
     */
    boolean cancel(long id);
}
