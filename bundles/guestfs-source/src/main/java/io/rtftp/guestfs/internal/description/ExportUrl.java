package io.rtftp.guestfs.internal.description;

import io.rtftp.guestfs.internal.source.NbdExport;

/** How an export is shown to people: as an NBD URI, and as a short name. Neither ever holds a secret. */
public final class ExportUrl {

    private static final String IN_NAMES = "/:@+,=!$'()*";

    private ExportUrl() {}

    /** The NBD URI of {@code export}, which names the same export again. */
    public static String of(NbdExport export) {
        String name = PercentText.encode(export.name(), IN_NAMES);
        String scheme = export.tls() ? "nbds" : "nbd";
        if (export.server() instanceof NbdExport.UnixSocket unix) {
            return scheme + "+unix:///" + name + "?socket="
                    + PercentText.encode(unix.path().toString(), IN_NAMES);
        }
        return scheme + "://" + place(export) + (name.isEmpty() ? "" : "/" + name);
    }

    /** What operators call the disk: its server and export without scheme, such as {@code 10.0.0.9/lab7}. */
    public static String name(NbdExport export) {
        String name = PercentText.encode(export.name(), IN_NAMES);
        return place(export) + (name.isEmpty() ? "" : "/" + name);
    }

    private static String place(NbdExport export) {
        if (export.server() instanceof NbdExport.UnixSocket unix) {
            return PercentText.encode(unix.path().toString(), IN_NAMES);
        }
        NbdExport.Tcp tcp = (NbdExport.Tcp) export.server();
        String host = tcp.host().contains(":") ? "[" + tcp.host().replace("%", "%25") + "]" : tcp.host();
        return tcp.port() == NbdUri.DEFAULT_PORT ? host : host + ":" + tcp.port();
    }
}
