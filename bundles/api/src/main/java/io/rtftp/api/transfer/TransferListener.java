package io.rtftp.api.transfer;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told about every transfer; register a service of this type to listen. */
@ConsumerType
public interface TransferListener {

    /**
     * Called after a transfer changed state, in order for one transfer, from the events thread, never from the network
     * thread. A listener that falls far behind misses changes; how many is counted and logged.
     */
    void transferChanged(TransferView transfer);

    /** Whether this listener wants to hear of ends only; it is then told nothing else, and costs nothing while a transfer runs. */
    default boolean hearsEndsOnly() {
        return false;
    }
}
