package io.rtftp.guestfs.internal.server;

import io.rtftp.api.disk.DiskAttach;
import io.rtftp.api.disk.DiskListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who hears of disks; one that fails harms neither the others nor the disks. Thread-safe. */
final class DiskAudience implements DiskListener {

    private static final Logger LOG = LoggerFactory.getLogger(DiskAudience.class);

    private final List<DiskListener> listeners = new CopyOnWriteArrayList<>();

    void join(DiskListener listener) {
        listeners.add(listener);
    }

    void leave(DiskListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void attachEnded(DiskAttach attach) {
        for (DiskListener listener : listeners) {
            try {
                listener.attachEnded(attach);
            } catch (RuntimeException | LinkageError failure) { // LinkageError: its bundle has been taken away
                LOG.warn(
                        "the listener {} failed on disk {}", listener.getClass().getName(), attach.disk(), failure);
            }
        }
    }
}
