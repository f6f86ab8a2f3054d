package io.rtftp.guestfs.internal.appliance;

import io.rtftp.guestfs.internal.source.MountPlan.Filesystem;
import io.rtftp.guestfs.internal.source.MountPlan.Label;
import io.rtftp.guestfs.internal.source.MountPlan.LogicalVolume;
import io.rtftp.guestfs.internal.source.MountPlan.Partition;
import io.rtftp.guestfs.internal.source.MountPlan.Uuid;
import io.rtftp.guestfs.internal.source.MountPlan.WholeDisk;
import io.rtftp.guestfs.internal.source.NbdExport;
import io.rtftp.guestfs.internal.source.NbdExport.Tcp;
import io.rtftp.guestfs.internal.source.NbdExport.UnixSocket;

/** What exports and filesystems are called in messages: the operator's own words. */
final class ExportNames {

    private ExportNames() {}

    /** The export as an NBD URI. */
    static String of(NbdExport export) {
        String scheme = export.tls() ? "nbds" : "nbd";
        if (export.server() instanceof UnixSocket unix) {
            return scheme + "+unix:///" + export.name() + "?socket=" + unix.path();
        }
        Tcp tcp = (Tcp) export.server();
        String host = tcp.host().contains(":") ? "[" + tcp.host() + "]" : tcp.host();
        return scheme + "://" + host + ":" + tcp.port() + "/" + export.name();
    }

    /** The filesystem as the description names it. */
    static String of(Filesystem filesystem) {
        if (filesystem instanceof Partition partition) {
            return "partition " + partition.number();
        }
        if (filesystem instanceof WholeDisk) {
            return "the whole disk";
        }
        if (filesystem instanceof LogicalVolume volume) {
            return volume.device();
        }
        if (filesystem instanceof Label label) {
            return "label " + label.label();
        }
        return "uuid " + ((Uuid) filesystem).uuid();
    }
}
