package io.rtftp.conformance;

import static io.rtftp.testkit.tftp.Packets.error;
import static io.rtftp.testkit.tftp.Packets.readRequest;

import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;

/** The network boot of UEFI firmware (EDK2), and shim, which the firmware starts. */
final class UefiClients {

    private static final String EDK2 = "EDK2 (UEFI PXE)";
    private static final String SHIM = "shim";
    private static final int OPTIONS_REFUSED = 8;

    /** After which EDK2 repeats itself. */
    private static final Duration EDK2_PATIENCE = Duration.ofSeconds(4);

    static final List<Case> CASES = List.of(
            new Case(EDK2, "a probe for the size is told it", (server, client) -> {
                probe(client);
                client.send(aborted());
            }),
            new Case(
                    EDK2,
                    "a probe aborted by ERROR 8 is over at once: the same port asks again and gets the file",
                    (server, client) -> {
                        probe(client);
                        client.send(aborted());
                        server.delivers(client, ReferenceFile.KERNEL.content(), read());
                    }),
            new Case(EDK2, "five probes in a row, each from a new port, and then the file", (server, client) -> {
                for (int i = 0; i < 5; i++) {
                    try (ScriptedClient prober = server.client()) {
                        probe(prober);
                        prober.send(aborted());
                    }
                }
                server.delivers(client, ReferenceFile.KERNEL.content(), read());
            }),
            new Case(EDK2, "an OACK that was lost comes again before the firmware's 4 s are over", (server, client) -> {
                Expect.optionAck(client.ask(probing()));
                Reply again = Expect.reply(client, EDK2_PATIENCE);
                Expect.that(again.opcode() == Packets.OPTION_ACK, () -> "not OACK but " + Expect.said(again));
                client.send(aborted());
            }),
            new Case(EDK2, "a window of 4 arrives, or the server grants none", (server, client) -> {
                var granted = server.delivers(client, ReferenceFile.KERNEL.content(), read())
                        .granted();
                if (!granted.containsKey("windowsize")) {
                    throw Inconclusive.notOffered("windowsize is not granted");
                }
            }),
            new Case(SHIM, "the same file is downloaded a second time, into a larger buffer", (server, client) -> {
                byte[] request = readRequest(ReferenceFile.GRUB.path(), "blksize", "512");
                server.delivers(ReferenceFile.GRUB.content(), request);
                server.delivers(ReferenceFile.GRUB.content(), request);
            }),
            new Case(
                    SHIM,
                    "what it looks for and can do without gets ERROR 1, since ERROR 0 is fatal, at once",
                    (server, client) -> {
                        for (String name :
                                List.of("revocations_sku.efi", "revocations_sbat.efi", "shim_certificate_0.efi")) {
                            try (ScriptedClient prober = server.client()) {
                                Expect.missing(prober, readRequest(name, "blksize", "512"));
                            }
                        }
                    }),
            new Case(
                    SHIM,
                    "backslashes in a name are slashes",
                    (server, client) -> server.delivers(
                            client, ReferenceFile.KERNEL.content(), readRequest("\\boot\\kernel", "blksize", "512"))),
            new Case(
                    SHIM,
                    "garbage of bytes from 0x80 up after a name is no part of it",
                    (server, client) -> server.delivers(
                            client,
                            ReferenceFile.GRUB.content(),
                            withGarbage(readRequest(ReferenceFile.GRUB.path(), "blksize", "512")))));

    private UefiClients() {}

    private static void probe(ScriptedClient client) {
        Reply reply = Expect.optionAck(client.ask(probing()));
        String size = Integer.toString(ReferenceFile.KERNEL.content().length);
        Expect.that(size.equals(reply.options().get("tsize")), () -> Expect.said(reply));
    }

    private static byte[] probing() {
        return readRequest(ReferenceFile.KERNEL.path(), "tsize", "0", "blksize", "1468", "windowsize", "4");
    }

    private static byte[] read() {
        return readRequest(ReferenceFile.KERNEL.path(), "blksize", "1468", "windowsize", "4");
    }

    private static byte[] aborted() {
        return error(OPTIONS_REFUSED, "User aborted the transfer");
    }

    private static byte[] withGarbage(byte[] request) {
        int end = 2 + ReferenceFile.GRUB.path().length();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(request, 0, end);
        out.writeBytes(Packets.bytes("\u00e3\u0080\u00ff"));
        out.write(request, end, request.length - end);
        return out.toByteArray();
    }
}
