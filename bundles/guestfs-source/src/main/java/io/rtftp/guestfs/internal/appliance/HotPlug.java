package io.rtftp.guestfs.internal.appliance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rtftp.guestfs.internal.appliance.qmp.QmpConnection;
import io.rtftp.guestfs.internal.appliance.qmp.QmpException;
import io.rtftp.guestfs.internal.appliance.qmp.QmpSilence;
import io.rtftp.guestfs.internal.source.NbdExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Puts one disk into a running QEMU and takes it out again. Each step that was done is remembered with its opposite, so that a failure
 * half-way and an orderly removal are the same walk backwards.
 */
final class HotPlug {

    private final QmpConnection qmp;
    private final BlockNodes nodes;
    private final Path overlay;
    private final Duration limit;
    private final Deque<Step> done = new ArrayDeque<>();
    private boolean refused;
    private Optional<String> stuck = Optional.empty();

    private interface Step {
        void undo() throws QmpException, IOException;
    }

    /**
     * A disk that is not plugged yet.
     *
     * @param overlay the file its overlay will be
     * @param limit how long each answer of QEMU may take
     */
    HotPlug(QmpConnection qmp, BlockNodes nodes, Path overlay, Duration limit) {
        this.qmp = qmp;
        this.nodes = nodes;
        this.overlay = overlay;
        this.limit = limit;
    }

    /** Connects and plugs; after a failure nothing is left of it, or QEMU is stuck. */
    void plug(NbdExport export, CredentialsDirectory credentials) throws ApplianceException {
        String url = ExportNames.of(export);
        try {
            if (export.tls()) {
                qmp.execute("object-add", nodes.credentials(credentials.path(export)), limit);
                done.push(() -> delete("object-del", "id", nodes.credentials()));
            }
            qmp.execute("blockdev-add", nodes.connection(export), limit);
            done.push(() -> delete("blockdev-del", "node-name", nodes.base()));
            done.push(() -> Files.deleteIfExists(overlay));
            QemuImg.createOverlay(overlay, size(), limit);
            qmp.execute("blockdev-add", nodes.overlay(overlay), limit);
            done.push(() -> delete("blockdev-del", "node-name", nodes.disk()));
        } catch (QmpException | ApplianceException e) {
            throw afterUndoing(new ApplianceException(url + ": " + e.getMessage(), e));
        }
        try {
            qmp.execute("device_add", nodes.device(Machine.BUS), limit);
            done.push(this::removeDevice);
        } catch (QmpException e) {
            // The device reads the disk's first sector while it is made: silence says nothing about this QEMU.
            refused = !(e instanceof QmpSilence);
            String what = refused ? "QEMU can't plug a disk in" : url;
            throw afterUndoing(new ApplianceException(what + ": " + e.getMessage(), e));
        }
    }

    /** Whether plugging failed because this QEMU can't, not because of the disk: the cold way may work. */
    boolean isRefused() {
        return refused;
    }

    /** Why QEMU is of no use any more, where plugging failed so. */
    Optional<String> stuck() {
        return stuck;
    }

    /** How long a step may take. */
    Duration limit() {
        return limit;
    }

    /** Takes the disk out and deletes its overlay. */
    void unplug() throws ApplianceException {
        while (!done.isEmpty()) {
            try {
                done.pop().undo();
            } catch (QmpException | IOException e) {
                throw new ApplianceException("the disk can't be unplugged: " + e.getMessage(), e);
            }
        }
    }

    private ApplianceException afterUndoing(ApplianceException failure) {
        if (failure.getCause() instanceof QmpSilence) {
            // Its main loop waits for the NBD server, and may do so for ever: nothing can be undone in it.
            stuck = Optional.of(String.valueOf(failure.getMessage()));
            return failure;
        }
        try {
            unplug();
        } catch (ApplianceException e) {
            failure.addSuppressed(e);
            stuck = Optional.of(failure.getMessage() + "; then " + e.getMessage());
        }
        return failure;
    }

    private long size() throws QmpException {
        for (JsonNode node : qmp.execute("query-named-block-nodes", qmp.arguments(), limit)) {
            if (node.path("node-name").asText().equals(nodes.base())) {
                return node.path("image").path("virtual-size").asLong();
            }
        }
        throw new QmpException("QEMU does not list the connection it has just made");
    }

    private void removeDevice() throws QmpException {
        var gone = qmp.expect("DEVICE_DELETED", nodes.device());
        delete("device_del", "id", nodes.device());
        gone.await(limit);
    }

    private void delete(String command, String key, String name) throws QmpException {
        ObjectNode arguments = qmp.arguments();
        arguments.put(key, name);
        qmp.execute(command, arguments, limit);
    }
}
