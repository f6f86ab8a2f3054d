package io.rtftp.guestfs.internal.appliance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rtftp.guestfs.internal.source.NbdExport;
import io.rtftp.guestfs.internal.source.NbdExport.Tcp;
import io.rtftp.guestfs.internal.source.NbdExport.UnixSocket;
import java.nio.file.Path;
import java.util.List;

/**
 * One view's chain of QEMU objects, as JSON (QEMU QMP reference, BlockdevOptions): credentials, NBD connection, overlay, device. The same
 * objects go over QMP and onto a command line, so that no value is ever pasted into a string.
 *
 * @param number tells the views of an appliance apart
 */
record BlockNodes(int number) {

    /** How long reads wait for a server that is gone and may come back, in seconds. */
    private static final int RECONNECT_SECONDS = 3;

    /** How many places a controller has (QEMU, virtio-scsi). */
    private static final int TARGETS = 256;

    private static final ObjectMapper JSON = new ObjectMapper();

    String base() {
        return "base" + number;
    }

    String disk() {
        return "disk" + number;
    }

    String device() {
        return "dev" + number;
    }

    /** The device's serial number. It ends with no digit, since udev names partitions by it with their number behind it. */
    String serial() {
        return "view" + number + "-";
    }

    String credentials() {
        return "tls" + number;
    }

    /** The NBD connection, read-only. */
    ObjectNode connection(NbdExport export) {
        ObjectNode node = JSON.createObjectNode();
        node.put("driver", "nbd")
                .put("node-name", base())
                .put("read-only", true)
                .put("export", export.name());
        node.put("reconnect-delay", RECONNECT_SECONDS);
        ObjectNode server = node.putObject("server");
        if (export.server() instanceof UnixSocket unix) {
            server.put("type", "unix").put("path", unix.path().toString());
        } else {
            Tcp tcp = (Tcp) export.server();
            server.put("type", "inet").put("host", tcp.host()).put("port", Integer.toString(tcp.port()));
        }
        if (export.tls()) {
            node.put("tls-creds", credentials());
        }
        return node;
    }

    /** The certificates an encrypted connection is checked with. */
    ObjectNode credentials(Path directory) {
        ObjectNode node = JSON.createObjectNode();
        return node.put("qom-type", "tls-creds-x509")
                .put("id", credentials())
                .put("dir", directory.toString())
                .put("endpoint", "client")
                .put("verify-peer", true);
    }

    /** The overlay that takes every write, over the connection. */
    ObjectNode overlay(Path file) {
        ObjectNode node = JSON.createObjectNode();
        node.put("driver", "qcow2").put("node-name", disk()).put("backing", base());
        node.putObject("file").put("driver", "file").put("filename", file.toString());
        return node;
    }

    /**
     * The overlay with the connection in it, for a command line: one option, since libguestfs turns the order of options round and QEMU
     * wants what is named to be there.
     */
    ObjectNode overlayOver(NbdExport export, Path file) {
        return overlay(file).set("backing", connection(export));
    }

    /** The device an appliance is booted with: on the controller of libguestfs's own drives, which comes before all options. */
    ObjectNode deviceAtBoot() {
        ObjectNode node = device("");
        node.remove(List.of("bus", "scsi-id"));
        return node;
    }

    /** The device that is plugged into a running appliance. */
    ObjectNode device(String bus) {
        ObjectNode node = JSON.createObjectNode();
        return node.put("driver", "scsi-hd")
                .put("id", device())
                .put("drive", disk())
                .put("bus", bus)
                // Each view at a place of its own: the kernel may still be at letting go the one before.
                .put("scsi-id", number % TARGETS)
                .put("serial", serial());
    }
}
