package io.rtftp.conformance;

import static io.rtftp.testkit.tftp.Packets.ack;
import static io.rtftp.testkit.tftp.Packets.bytes;
import static io.rtftp.testkit.tftp.Packets.error;
import static io.rtftp.testkit.tftp.Packets.readRequest;

import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What boards bring with them: U-Boot, the Raspberry Pi's boot ROM and EEPROM, and old network cards. */
final class BoardFirmware {

    private static final String U_BOOT = "U-Boot";
    private static final String PI_3 = "Raspberry Pi 3 ROM";
    private static final String PI_4 = "Raspberry Pi 4/5 EEPROM";
    private static final String OLD = "old firmware";

    static final List<Case> CASES = List.of(
            new Case(
                    U_BOOT,
                    "blksize is the first option of the OACK, and every value ends with a zero",
                    (server, client) -> {
                        Reply reply = Expect.optionAck(client.ask(uBoot("5", "8")));
                        Expect.that(
                                "blksize"
                                        .equals(reply.options()
                                                .keySet()
                                                .iterator()
                                                .next()),
                                () -> Expect.said(reply));
                        client.send(error(8, ""));
                    }),
            new Case(U_BOOT, "its timeout is granted as it is, or left out", (server, client) -> {
                Reply reply = Expect.optionAck(client.ask(uBoot("5", "8")));
                Expect.that("5".equals(reply.options().getOrDefault("timeout", "5")), () -> Expect.said(reply));
                client.send(error(8, ""));
            }),
            new Case(
                    U_BOOT,
                    "a download in windows of 8",
                    (server, client) -> server.delivers(client, ReferenceFile.KERNEL.content(), uBoot("5", "8"))),
            new Case(U_BOOT, "a lost block comes again within the 5 s of its timer", (server, client) -> {
                Expect.optionAck(client.ask(uBoot("1", "1")));
                Expect.data(client.send(ack(0)), 1);
                Expect.data(client, 1);
                client.send(error(0, ""));
            }),
            new Case(PI_3, "an OACK that was lost comes again within 1.5 s", (server, client) -> {
                Expect.optionAck(client.ask(pi3()));
                Reply again = Expect.reply(client, Duration.ofMillis(1_500));
                Expect.that(again.opcode() == Packets.OPTION_ACK, () -> "not OACK but " + Expect.said(again));
                client.send(error(0, ""));
            }),
            new Case(PI_3, "a block that was lost comes again within 1.5 s", (server, client) -> {
                Expect.optionAck(client.ask(pi3()));
                Expect.data(client.send(ack(0)), 1);
                Expect.data(client.send(ack(1)), 2);
                Reply again = Expect.reply(client, Duration.ofMillis(1_500));
                Expect.that(again.isData(2), () -> "not DATA 2 but " + Expect.said(again));
                client.send(error(0, ""));
            }),
            new Case(
                    PI_4,
                    "a probe ended by ERROR 0 \"Early terminate\", and the file for the same port",
                    (server, client) -> {
                        Expect.optionAck(client.ask(pi4(ReferenceFile.START4.path())));
                        client.send(error(0, "Early terminate"));
                        server.delivers(client, ReferenceFile.START4.content(), pi4(ReferenceFile.START4.path()));
                    }),
            new Case(
                    PI_4,
                    "twenty names that are not there get ERROR 1 at once, one after the other",
                    (server, client) -> {
                        for (String name : pi4Probes()) {
                            try (ScriptedClient prober = server.client()) {
                                Expect.missing(prober, pi4(name));
                            }
                        }
                    }),
            new Case(PI_4, "a file whose every block is acknowledged twice comes once", BoardFirmware::twice),
            new Case(
                    OLD,
                    "a byte 0xFF after a name is no part of it",
                    (server, client) -> server.delivers(
                            client, ReferenceFile.KERNEL.content(), bytes("\0\1boot/kernel\u00ff\0octet\0"))),
            new Case(OLD, "mode and options in upper case", (server, client) -> {
                Download.Result result = server.delivers(
                        client,
                        ReferenceFile.KERNEL.content(),
                        bytes("\0\1boot/kernel\0OCTET\0BLKSIZE\0001024\0TSIZE\0000\0"));
                Map<String, String> granted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                granted.putAll(result.granted());
                Expect.that(
                        "1024".equals(granted.get("blksize")) && "50000".equals(granted.get("tsize")),
                        () -> "OACK " + result.granted());
            }));

    private BoardFirmware() {}

    private static byte[] uBoot(String timeoutSeconds, String windowSize) {
        String[] options = {"timeout", timeoutSeconds, "tsize", "0", "blksize", "1468", "windowsize", windowSize};
        return readRequest(
                ReferenceFile.KERNEL.path(),
                windowSize.equals("1") ? List.of(options).subList(0, 6).toArray(String[]::new) : options);
    }

    private static byte[] pi3() {
        return readRequest(ReferenceFile.KERNEL.path(), "blksize", "1468", "tsize", "0");
    }

    private static byte[] pi4(String name) {
        return readRequest(name, "tsize", "0", "blksize", "1024");
    }

    /** The EEPROM acknowledges a block again when it comes again, and so does this, for each. */
    private static void twice(Server server, ScriptedClient client) {
        int blocks = 60_000 / 1024 + 1;
        Expect.optionAck(client.ask(pi4(ReferenceFile.START4.path())));
        client.send(ack(0)).send(ack(0));
        int at = 0;
        int packets = 0;
        while (at < blocks) {
            Reply reply = Expect.reply(client);
            packets++;
            if (reply.isData(at + 1)) {
                at++;
                client.send(ack(at)).send(ack(at));
            }
        }
        int sent = packets;
        Expect.that(sent < 1.5 * blocks, () -> blocks + " blocks came in " + sent + " packets");
    }

    private static List<String> pi4Probes() {
        List<String> names = new ArrayList<>();
        for (String name : List.of(
                "config.txt",
                "recovery.elf",
                "recover4.elf",
                "autoboot.txt",
                "boot.img",
                "pieeprom.sig",
                "pieeprom.upd",
                "fixup4.dat",
                "start.elf",
                "cmdline.txt",
                "dt-blob.bin",
                "bootcfg.txt",
                "bcm2711-rpi-4-b.dtb",
                "overlays/overlay_map.dtb",
                "kernel8.img",
                "kernel7l.img",
                "armstub8-gic.bin",
                "initramfs8",
                "vl805.sig",
                "vl805.bin")) {
            names.add("1a2b3c4d/" + name);
        }
        return names;
    }
}
