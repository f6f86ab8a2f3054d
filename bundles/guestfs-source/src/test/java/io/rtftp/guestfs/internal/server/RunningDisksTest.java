package io.rtftp.guestfs.internal.server;

import static io.rtftp.guestfs.internal.server.DiskHost.content;
import static io.rtftp.guestfs.internal.server.DiskHost.on;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.disk.DiskView;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ServedFile;
import io.rtftp.testkit.disk.Bytes;
import io.rtftp.testkit.disk.DiskImage;
import io.rtftp.testkit.disk.Filesystem;
import io.rtftp.testkit.disk.NbdServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Real disks, a real NBD server, a real appliance that all tests here share, as their disk is one and the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunningDisksTest {

    private static final String CLIENT = "127.0.0.2";
    private static final int REBOOTS = Integer.getInteger("rtftp.reboots", 5); // -Drtftp.reboots=100 for the long run
    private static final byte[] KERNEL = Bytes.noise(5_000_000, 7);
    private static final String ROOT =
            ", \"mounts\": [{\"partition\": 1, \"mountpoint\": \"/\"}], \"tftp_root\": \"/\"";
    private static final String BOOT =
            ", \"mounts\": [{\"partition\": 1, \"mountpoint\": \"/\"}], \"tftp_root\": \"/boot\"";

    private final DiskHost host;
    private final DiskImage image;
    private final NbdServer server;

    RunningDisksTest(@TempDir Path directory) throws IOException {
        host = new DiskHost(directory, DiskHost.USUAL);
        image = DiskImage.at(directory.resolve("disk"))
                .partition(Filesystem.ext4()
                        .file("boot/vmlinuz-6.1", KERNEL)
                        .file("boot/initrd", Bytes.noise(1_000_000, 8))
                        .file("boot/state", "boot 0")
                        .file("etc/passwd", "of the disk")
                        .link("vmlinuz", "boot/vmlinuz-6.1")
                        .link("boot/vmlinuz", "/boot/vmlinuz-6.1")
                        .link("boot/near", "../boot/vmlinuz-6.1")
                        .link("boot/users", "/etc/passwd")
                        .link("boot/above", "../../../../../../etc/passwd")
                        .link("users", "/etc/passwd"))
                .build();
        server = NbdServer.of(image.file()).start();
    }

    @BeforeEach
    void describe() throws IOException {
        host.apply(DiskHost.USUAL);
        host.describe(CLIENT, server.url(), BOOT);
    }

    @AfterAll
    void close() throws IOException {
        host.close();
        server.close();
    }

    @Test
    void aClientsKernelComesOutOfItsDiskWhichIsNeverWritten() {
        String before = image.sha256();

        assertThat(host.content(CLIENT, "vmlinuz-6.1")).isEqualTo(KERNEL);
        assertThat(host.answer(CLIENT, "grub.cfg")).isInstanceOf(Resolution.NotHere.class);

        assertThat(host.disk(CLIENT).state()).isEqualTo(DiskView.State.READY);
        assertThat(image.sha256()).isEqualTo(before);
    }

    @Test
    void linksLeadToFilesOfTheDiskInsideItsTftpRoot() {
        assertThat(host.content(CLIENT, "vmlinuz")).isEqualTo(KERNEL);
        assertThat(host.content(CLIENT, "near")).isEqualTo(KERNEL);
    }

    @Test
    void aLinkOutOfTheTftpRootIsRefused() {
        assertThat(host.answer(CLIENT, "users")).isInstanceOf(Resolution.Refused.class);
        assertThat(host.answer(CLIENT, "above")).isInstanceOf(Resolution.Refused.class);
    }

    @Test
    void anAbsoluteLinkBeginsAtTheTopOfTheDiskAndNotOfTheHost() throws IOException {
        host.describe(CLIENT, server.url(), ROOT);

        assertThat(host.content(CLIENT, "vmlinuz")).isEqualTo(KERNEL);
        assertThat(host.content(CLIENT, "users")).isEqualTo("of the disk".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aClientThatRebootsGetsEveryByteAsItIsOnTheDiskAtThatMoment() throws IOException {
        host.apply(DiskHost.USUAL.refreshAfter(Duration.ZERO));
        for (int boot = 1; boot <= REBOOTS; boot++) {
            byte[] state = Bytes.noise(100_000 + boot, boot);
            image.put(1, "boot/state", state);
            image.put(1, "boot/only-" + boot, Bytes.of("boot " + boot).array());
            image.debugfs(1, "rm /boot/only-" + (boot - 1) + "\n");
            String before = image.sha256();

            CompletionStage<Resolution> changed = host.ask(CLIENT, "state");
            CompletionStage<Resolution> made = host.ask(CLIENT, "only-" + boot);
            CompletionStage<Resolution> removed = host.ask(CLIENT, "only-" + (boot - 1));

            assertThat(contentAndClose(changed)).as("boot %d", boot).isEqualTo(state);
            assertThat(contentAndClose(made)).asString().isEqualTo("boot " + boot);
            assertThat(on(removed)).isInstanceOf(Resolution.NotHere.class);
            assertThat(image.sha256()).isEqualTo(before);
        }
        assertThat(host.qemus()).as("one appliance for all of them").hasSize(1);
    }

    @Test
    void twoHundredClientsOfOneDiskShareOneApplianceAndFetchEachFileOnce() throws IOException {
        List<String> clients =
                IntStream.rangeClosed(1, 200).mapToObj(i -> "127.0.1." + i).toList();
        for (String client : clients) {
            host.describe(client, server.url(), BOOT);
        }
        on(host.disks.registry().refresh(host.disk(CLIENT).name()));
        long before = host.disk(CLIENT).use().bytesRead();

        List<CompletionStage<Resolution>> asked =
                clients.stream().map(client -> host.ask(client, "vmlinuz")).toList();
        List<ServedFile> files = asked.stream()
                .map(answer -> ((Resolution.Found) on(answer)).file())
                .toList();
        files.forEach(file -> assertThat(content(file)).isEqualTo(KERNEL));

        assertThat(host.disk(CLIENT).use().bytesRead() - before).isEqualTo(KERNEL.length);
        assertThat(host.qemus()).hasSize(1);
        files.forEach(ServedFile::close);
        for (String client : clients) {
            host.forget(client);
        }
    }

    private static byte[] contentAndClose(CompletionStage<Resolution> asked) {
        Resolution answer = on(asked);
        assertThat(answer).isInstanceOf(Resolution.Found.class);
        try (ServedFile file = ((Resolution.Found) answer).file()) {
            return content(file);
        }
    }
}
