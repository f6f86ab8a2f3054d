package io.rtftp.protocol.internal.net;

import static io.rtftp.testkit.tftp.Packets.ack;
import static io.rtftp.testkit.tftp.Packets.bytes;
import static io.rtftp.testkit.tftp.Packets.error;
import static io.rtftp.testkit.tftp.Packets.readRequest;
import static io.rtftp.testkit.tftp.Packets.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.transfer.TransferView;
import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What boot firmware sends, and what it needs to see. */
class BootClientsTest {

    private static final byte[] KERNEL = new byte[50_000];

    static {
        new Random(7).nextBytes(KERNEL);
    }

    private final RunningServer server = RunningServer.timeless(
            new Settings(),
            new MemoryChain()
                    .file("boot/kernel", KERNEL)
                    .file("grubx64.efi", KERNEL)
                    .file("1a2b3c4d/start4.elf", KERNEL));
    private final ScriptedClient client = server.client();

    @AfterEach
    void nothingIsLeft() {
        client.close();
        server.isAtRest();
        server.close();
    }

    @Test
    void edk2AbortsASizeProbeAndAsksAgainFromTheSamePort() {
        Reply sizes = client.ask(edk2()).receive();
        assertThat(sizes.options()).containsEntry("tsize", "50000");

        client.send(error(8, "User aborted the transfer"));
        TransferView probe = server.last(1);
        Download.Result result = Download.of(client, edk2());

        assertThat(probe.state()).isEqualTo(TransferView.State.ABORTED);
        assertThat(server.warnings()).isEmpty();
        assertThat(result.content().bytes()).isEqualTo(KERNEL);
        assertThat(result.granted().keySet()).containsExactly("blksize", "tsize", "windowsize");
        assertThat(server.last(2).state()).isEqualTo(TransferView.State.COMPLETED);
    }

    @Test
    void shimDownloadsTheSameFileAgain() {
        byte[] request = readRequest("grubx64.efi", "blksize", "512");

        assertThat(Download.of(client, request).content().bytes()).isEqualTo(KERNEL);
        assertThat(Download.of(client, request).content().bytes()).isEqualTo(KERNEL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"revocations_sku.efi", "revocations_sbat.efi", "shim_certificate_0.efi"})
    void shimProbesAndGoesOnAfterError1(String probe) {
        assertThat(client.ask(readRequest(probe, "blksize", "512")).receive().isError(1))
                .isTrue();
    }

    @Test
    void shimWritesBackslashesAndGarbageAfterTheName() {
        byte[] request = bytes("\0\1\\boot\\kernel\u00e3\u0080\0octet\0blksize\000512\0");

        assertThat(Download.of(client, request).content().bytes()).isEqualTo(KERNEL);
    }

    @Test
    void grubLeadsWithTwoSlashesAndEndsWithError0() {
        Reply granted = client.ask(readRequest("//boot/kernel", "blksize", "1024", "tsize", "0"))
                .receive();
        assertThat(granted.options()).containsEntry("blksize", "1024").containsEntry("tsize", "50000");
        assertThat(client.send(ack(0)).receive().isData(1)).isTrue();

        client.send(error(0, "")); // closed before the end

        assertThat(server.last(1).state()).isEqualTo(TransferView.State.ABORTED);
        assertThat(server.warnings()).isEmpty();
    }

    @Test
    void grubAcknowledgesAnOldBlockAgainAndHearsNothing() {
        client.ask(readRequest("boot/kernel", "blksize", "1024", "tsize", "0")).receive();
        client.send(ack(0)).receive();
        client.send(ack(1)).receive();
        assertThat(client.send(ack(2)).receive().isData(3)).isTrue();

        client.send(ack(1)).send(ack(2)).send(ack(0)).hearsNothingFor(Duration.ofMillis(50));

        assertThat(client.send(ack(3)).receive().isData(4)).isTrue();
        client.send(error(0, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "boot/grub/x86_64-efi/command.lst",
                "boot/grub/grub.cfg-01-52-54-00-12-34-56",
                "boot/grub/grub.cfg-0A0B0C",
                "autoexec.ipxe",
                "pxelinux.cfg/44454c4c-3000-1050-8046-b7c04f4a4d31",
                "pxelinux.cfg/C0A8",
                "1a2b3c4d/recover4.elf"
            })
    void aNameThatIsProbedForIsMissingAtOnce(String name) {
        RunningServer.atBest("missing within 250 ms", () -> {
            long began = System.nanoTime();

            Reply reply = client.ask(readRequest(name, "blksize", "1408", "tsize", "0"))
                    .receive();

            assertThat(reply.isError(1)).isTrue();
            assertThat(reply.message()).isEqualTo("File not found");
            return System.nanoTime() - began < Duration.ofMillis(250).toNanos();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"1432", "1408"})
    void ipxeAndPxelinuxGetTheirBlockSize(String blockSize) {
        Download.Result result = Download.of(client, readRequest("boot/kernel", "blksize", blockSize, "tsize", "0"));

        assertThat(result.granted()).containsEntry("blksize", blockSize);
        assertThat(result.content().bytes()).isEqualTo(KERNEL);
    }

    @Test
    void uBootFindsBlksizeFirstAndEveryValueClosed() {
        Reply reply = client.ask(
                        readRequest("boot/kernel", "timeout", "5", "tsize", "0", "blksize", "1468", "windowsize", "8"))
                .receive();

        assertThat(reply.options().keySet()).containsExactly("blksize", "timeout", "tsize", "windowsize");
        assertThat(reply.options()).containsEntry("timeout", "5");
        assertThat(reply.bytes().get(reply.bytes().limit() - 1)).isZero();
        client.send(error(8, "enough"));
    }

    @Test
    void raspberryPi3IsSentItsOptionsAgainWithinASecondAndABit() {
        atBestTheServerIsHeardAgain(Duration.ofMillis(1_500), asking -> Packets.OPTION_ACK);
    }

    @Test
    void raspberryPi3IsSentALostBlockAgainSoonerThanItLosesPatience() {
        atBestTheServerIsHeardAgain(Duration.ofMillis(500), asking -> {
            asking.send(ack(0)).receive();
            asking.send(ack(1)).receive();
            return Packets.DATA;
        });
    }

    /** Where time passes, a client asks, says what it has to say, and falls silent after a packet of the kind that this gives. */
    private static void atBestTheServerIsHeardAgain(Duration time, ToIntFunction<ScriptedClient> talk) {
        byte[] request = readRequest("boot/kernel", "blksize", "1468", "tsize", "0");
        try (RunningServer server =
                RunningServer.start(new Settings(), new MemoryChain().file("boot/kernel", KERNEL))) {
            RunningServer.atBest("heard again within " + time, () -> {
                try (ScriptedClient silent = server.client()) {
                    assertThat(silent.ask(request).receive().opcode()).isEqualTo(Packets.OPTION_ACK);
                    int kind = talk.applyAsInt(silent);
                    Optional<Reply> again = silent.receive(time);
                    silent.send(error(0, ""));
                    return again.isPresent() && again.get().opcode() == kind;
                }
            });
            server.isAtRest();
        }
    }

    @Test
    void raspberryPi4TerminatesAProbeEarly() {
        client.ask(readRequest("1a2b3c4d/start4.elf", "tsize", "0", "blksize", "1024"))
                .receive();

        client.send(error(0, "Early terminate"));
        TransferView probe = server.last(1);
        Download.Result result =
                Download.of(client, readRequest("1a2b3c4d/start4.elf", "tsize", "0", "blksize", "1024"));

        assertThat(probe.state()).isEqualTo(TransferView.State.ABORTED);
        assertThat(probe.reason()).isEqualTo("the client sent ERROR 0 Early terminate");
        assertThat(server.warnings()).isEmpty();
        assertThat(result.content().bytes()).isEqualTo(KERNEL);
    }

    @Test
    void oldFirmwareWritesAFinalFfAndEverythingInUpperCase() {
        byte[] request = bytes("\0\1boot/kernel\u00ff\0OCTET\0BLKSIZE\0001024\0TSIZE\0000\0");

        Download.Result result = Download.of(client, request);

        assertThat(result.granted()).containsEntry("blksize", "1024").containsEntry("tsize", "50000");
        assertThat(result.content().bytes()).isEqualTo(KERNEL);
    }

    @Test
    void aFileOfMoreThan65535BlocksIsWarnedAbout() {
        server.chain().file("large", new byte[65_535 * 8]);

        client.ask(readRequest("large", "blksize", "8")).receive();
        RunningServer.await("a warning", () -> !server.warnings().isEmpty());

        assertThat(server.warnings().get(0)).contains("large has 65536 blocks").contains("blksize");
        client.send(error(0, ""));
    }

    private static byte[] edk2() {
        return request(
                Packets.READ_REQUEST, "boot/kernel", "octet", "tsize", "0", "blksize", "1468", "windowsize", "4");
    }
}
