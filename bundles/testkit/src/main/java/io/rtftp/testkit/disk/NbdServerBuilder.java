package io.rtftp.testkit.disk;

import io.rtftp.testkit.net.FreePort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Describes an NBD server, then starts it. Not thread-safe. */
public final class NbdServerBuilder {

    private static final int CLIENTS = 64;

    private final Path image;
    private final List<String> filters = new ArrayList<>();
    private final List<String> filterSettings = new ArrayList<>();
    private String export = "disk";
    private SocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.any());
    private Optional<Certificates> tls = Optional.empty();

    NbdServerBuilder(Path image) {
        this.image = image;
    }

    /** With this name for the export; without this call it is {@code disk}. */
    public NbdServerBuilder export(String name) {
        export = name;
        return this;
    }

    /** On this port; without this call a free one. */
    public NbdServerBuilder port(int port) {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return this;
    }

    /** On a Unix socket. */
    public NbdServerBuilder socket(Path path) {
        address = UnixDomainSocketAddress.of(path);
        return this;
    }

    /** Encrypted: clients without the certificates' authority are refused. */
    public NbdServerBuilder tls(Certificates certificates) {
        tls = Optional.of(certificates);
        return this;
    }

    /** Every read fails while this file is there (nbdkit-error-filter). */
    public NbdServerBuilder failingWhile(Path file) {
        filters.add("error");
        filterSettings.addAll(List.of("error-pread=EIO", "error-pread-rate=100%", "error-file=" + file));
        return this;
    }

    /** Every read takes this long (nbdkit-delay-filter). */
    public NbdServerBuilder slowBy(Duration eachRead) {
        filters.add("delay");
        filterSettings.add("rdelay=" + eachRead.toMillis() + "ms");
        return this;
    }

    /** It greets at once, and takes this long to open the export for a client that chooses it (nbdkit-delay-filter). */
    public NbdServerBuilder slowToOpen(Duration eachClient) {
        filters.add("delay");
        filterSettings.add("delay-open=" + eachClient.toMillis() + "ms");
        return this;
    }

    /** The server ends as soon as this file is there (nbdkit-exitwhen-filter). */
    public NbdServerBuilder endingWhen(Path file) {
        filters.add("exitwhen");
        filterSettings.addAll(List.of("exit-when-file-created=" + file, "exit-when-poll=1"));
        return this;
    }

    /** Starts qemu-nbd, or nbdkit where a fault was asked for. */
    public NbdServer start() {
        return new NbdServer(filters.isEmpty() ? qemuNbd() : nbdkit(), address, export);
    }

    private List<String> qemuNbd() {
        List<String> arguments = new ArrayList<>(List.of(
                "--persistent", "--read-only", "--format=raw", "--shared=" + CLIENTS, "--export-name=" + export));
        tls.ifPresent(certificates -> arguments.addAll(List.of(
                "--object",
                "tls-creds-x509,id=tls0,endpoint=server,verify-peer=no,dir=" + certificates.serverDirectory(),
                "--tls-creds=tls0")));
        if (address instanceof UnixDomainSocketAddress unix) {
            arguments.add("--socket=" + unix.getPath());
        } else if (address instanceof InetSocketAddress tcp) {
            arguments.addAll(List.of("--bind=" + NbdServer.HOST, "--port=" + tcp.getPort()));
        }
        arguments.add(image.toString());
        return new HostTool("qemu-nbd", "qemu-utils").with(arguments);
    }

    private List<String> nbdkit() {
        List<String> arguments = new ArrayList<>(List.of("--foreground", "--exit-with-parent", "--readonly"));
        filters.forEach(filter -> arguments.add("--filter=" + filter));
        tls.ifPresent(certificates ->
                arguments.addAll(List.of("--tls=require", "--tls-certificates=" + certificates.serverDirectory())));
        if (address instanceof UnixDomainSocketAddress unix) {
            arguments.add("--unix=" + unix.getPath());
        } else if (address instanceof InetSocketAddress tcp) {
            arguments.addAll(List.of("--ipaddr=" + NbdServer.HOST, "--port=" + tcp.getPort()));
        }
        arguments.addAll(List.of("file", image.toString()));
        arguments.addAll(filterSettings);
        return new HostTool("nbdkit", "nbdkit").with(arguments);
    }
}
