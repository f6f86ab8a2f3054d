package io.rtftp.conformance;

import static io.rtftp.testkit.tftp.Packets.ack;
import static io.rtftp.testkit.tftp.Packets.error;
import static io.rtftp.testkit.tftp.Packets.readRequest;

import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** GRUB, iPXE and pxelinux. */
final class Bootloaders {

    private static final String GRUB = "GRUB";
    private static final String IPXE = "iPXE";
    private static final String PXELINUX = "pxelinux";

    /** After which GRUB asks again when nothing came. */
    private static final Duration GRUB_PATIENCE = Duration.ofMillis(400);

    static final List<Case> CASES = List.of(
            new Case(GRUB, "two slashes before a name are none", (server, client) -> {
                Download.Result result = server.delivers(
                        client, ReferenceFile.KERNEL.content(), grub("//" + ReferenceFile.KERNEL.path()));
                Expect.that(
                        "1024".equals(result.granted().get("blksize")), () -> "OACK " + result.granted() + " of 1024");
            }),
            new Case(GRUB, "each of the names it tries gets ERROR 1 at once", (server, client) -> {
                for (String name : grubProbes()) {
                    try (ScriptedClient prober = server.client()) {
                        Expect.missing(prober, grub(name));
                    }
                }
            }),
            new Case(GRUB, "old blocks acknowledged again bring nothing", (server, client) -> {
                Expect.optionAck(client.ask(grub(ReferenceFile.KERNEL.path())));
                Expect.data(client.send(ack(0)), 1);
                Expect.data(client.send(ack(1)), 2);
                Expect.data(client.send(ack(2)), 3);
                for (int i = 0; i < 10; i++) {
                    client.send(ack(1)).send(ack(2)).send(ack(0));
                }
                List<Reply> replies = Expect.all(client, Duration.ofMillis(15));
                Expect.nothingNew(replies, 3, "30 old ACKs");
                Expect.that(
                        Expect.all(client.send(ack(3)), Duration.ofMillis(100)).stream()
                                .anyMatch(reply -> reply.isData(4)),
                        () -> "the transfer does not go on");
                client.send(closed());
            }),
            new Case(
                    GRUB,
                    "a file closed early by ERROR 0 is sent no more, and the next one comes",
                    (server, client) -> {
                        Expect.optionAck(client.ask(grub(ReferenceFile.KERNEL.path())));
                        Expect.data(client.send(ack(0)), 1);
                        client.send(closed());
                        Expect.silence(client, Duration.ofMillis(1_500));
                        server.delivers(ReferenceFile.KERNEL.content(), grub(ReferenceFile.KERNEL.path()));
                    }),
            new Case(GRUB, "a request repeated after 0.4 s does not disturb the transfer", (server, client) -> {
                byte[] request = grub(ReferenceFile.KERNEL.path());
                Expect.optionAck(client.ask(request));
                List<Reply> heard = Expect.all(client, GRUB_PATIENCE);
                Expect.that(heard.size() < 5, () -> heard.size() + " packets in 0.4 s");
                Expect.optionAck(client.ask(request));
                Expect.that(
                        Expect.all(client.send(ack(0)), Duration.ofMillis(200)).stream()
                                .anyMatch(reply -> reply.isData(1)),
                        () -> "no DATA 1 after ACK 0");
                client.send(closed());
            }),
            new Case(
                    GRUB,
                    "block numbers go on at 0 after 65535 (here with blocks of 8 bytes)",
                    (server, client) -> server.delivers(
                            client,
                            ReferenceFile.MANY_BLOCKS.content(),
                            readRequest(ReferenceFile.MANY_BLOCKS.path(), "blksize", "8", "tsize", "0"))),
            new Case(
                    IPXE,
                    "autoexec.ipxe gets ERROR 1 at once",
                    (server, client) -> Expect.missing(client, ipxe("autoexec.ipxe"))),
            new Case(IPXE, "a download in blocks of 1432 bytes", (server, client) -> {
                Download.Result result =
                        server.delivers(client, ReferenceFile.KERNEL.content(), ipxe(ReferenceFile.KERNEL.path()));
                Expect.that(
                        "1432".equals(result.granted().get("blksize")), () -> "OACK " + result.granted() + " of 1432");
            }),
            new Case(
                    IPXE,
                    "a probe for the size, aborted by ERROR 0, is no end of the server's patience",
                    (server, client) -> {
                        Expect.optionAck(client.ask(ipxe(ReferenceFile.KERNEL.path())));
                        client.send(error(0, "TFTP Aborted"));
                        server.delivers(client, ReferenceFile.KERNEL.content(), ipxe(ReferenceFile.KERNEL.path()));
                    }),
            new Case(
                    PXELINUX,
                    "each of its ten names by UUID, MAC and hexadecimal address gets ERROR 1 at once",
                    (server, client) -> {
                        for (String name : pxelinuxProbes()) {
                            try (ScriptedClient prober = server.client()) {
                                Expect.missing(prober, pxelinux(name));
                            }
                        }
                    }),
            new Case(PXELINUX, "a download in blocks of 1408 bytes, the size told before", (server, client) -> {
                Download.Result result =
                        server.delivers(client, ReferenceFile.KERNEL.content(), pxelinux(ReferenceFile.KERNEL.path()));
                Expect.that(
                        "1408".equals(result.granted().get("blksize"))
                                && "50000".equals(result.granted().get("tsize")),
                        () -> "OACK " + result.granted());
            }));

    private Bootloaders() {}

    private static byte[] grub(String name) {
        return readRequest(name, "blksize", "1024", "tsize", "0");
    }

    private static byte[] closed() {
        return error(0, "closed");
    }

    private static byte[] ipxe(String name) {
        return readRequest(name, "blksize", "1432", "tsize", "0");
    }

    private static byte[] pxelinux(String name) {
        return Packets.readRequest(name, "tsize", "0", "blksize", "1408");
    }

    private static List<String> grubProbes() {
        List<String> names = new ArrayList<>(List.of(
                "/grub/x86_64-efi/command.lst",
                "/grub/x86_64-efi/fs.lst",
                "/grub/x86_64-efi/crypto.lst",
                "/grub/x86_64-efi/terminal.lst",
                "/grub/grub.cfg-01-52-54-00-12-34-56"));
        for (int length = 8; length > 0; length--) {
            names.add("/grub/grub.cfg-" + "C0A80A2B".substring(0, length));
        }
        return names;
    }

    private static List<String> pxelinuxProbes() {
        List<String> names = new ArrayList<>(
                List.of("pxelinux.cfg/44454c4c-3000-1050-8046-b7c04f4a4d31", "pxelinux.cfg/01-52-54-00-12-34-56"));
        for (int length = 8; length > 0; length--) {
            names.add("pxelinux.cfg/" + "C0A80A2B".substring(0, length));
        }
        return names;
    }
}
