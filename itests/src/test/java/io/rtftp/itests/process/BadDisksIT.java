package io.rtftp.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.disk.Bytes;
import io.rtftp.testkit.disk.DiskImage;
import io.rtftp.testkit.disk.Filesystem;
import io.rtftp.testkit.disk.NbdServer;
import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Disks that someone made to do harm, or that do not answer, and a server that goes on all the same. */
@ExtendWith(Unpacked.class)
class BadDisksIT {

    private static final byte[] KERNEL = Bytes.noise(700_000, 31);
    private static final Duration PATIENCE = Duration.ofSeconds(60); // an appliance boots
    private static final Duration PATIENCE_WITHOUT_DISK = Duration.ofSeconds(5);
    private static final int TRIES = 6;
    private static final int QCOW2_VERSION = 3;

    private final Distribution distribution;
    private ServerProcess server;
    private InetSocketAddress address = new InetSocketAddress(0);

    @TempDir
    Path work = Path.of("");

    BadDisksIT(Distribution distribution) {
        this.distribution = distribution;
    }

    @BeforeEach
    void start() throws IOException, InterruptedException {
        Files.createDirectories(root().resolve("default"));
        Files.write(root().resolve("default/kernel"), KERNEL);
        server = distribution.start(
                work.resolve("data"), Map.of(), "--listen", "127.0.0.1:0", "--root", root().toString());
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.readyPort());
    }

    @AfterEach
    void end() throws Exception {
        server.close();
    }

    @Test
    void aCommaAndAQuoteInAnExportsNameAreItsName() throws IOException {
        byte[] onDisk = Bytes.noise(300_000, 32);
        DiskImage image = DiskImage.at(work.resolve("disk.img"))
                .partition(Filesystem.ext4().file("kernel", onDisk))
                .build();
        try (NbdServer disk = NbdServer.of(image.file()).export("a,b\"c").start()) {
            describe("127.0.0.2", "nbd://127.0.0.1:" + disk.port() + "/a,b%22c");
            assertThat(fetch("127.0.0.2", "kernel", PATIENCE)).isEqualTo(onDisk);

            // Were it pasted into an option of QEMU's, it would name a file of this host.
            describe("127.0.0.3", "nbd://127.0.0.1:" + disk.port() + "/a,b%22c,driver=raw,file.filename=/etc/passwd");
            assertThat(answer("127.0.0.3", "kernel", PATIENCE))
                    .hasValueSatisfying(said -> assertThat(said.isError(0)).isTrue());
            assertThat(fetch("127.0.0.2", "kernel", PATIENCE)).isEqualTo(onDisk);
        }
    }

    @Test
    void aForgedQcow2HeaderInARawDiskIsSomeBytesOfTheDisk() throws IOException {
        byte[] onDisk = Bytes.noise(300_000, 33);
        DiskImage image = DiskImage.at(work.resolve("disk.img"))
                .partition(Filesystem.ext4().file("kernel", onDisk))
                .build();
        image.overwrite(0, qcow2Header("/etc/passwd"));
        try (NbdServer disk = NbdServer.of(image.file()).start()) {
            describe("127.0.0.2", disk.url());
            assertThat(fetch("127.0.0.2", "kernel", PATIENCE)).isEqualTo(onDisk);
        }
    }

    @Test
    void aDozenRequestsOfAClientWhoseDiskHangsKeepNobodyElseWaiting() throws IOException {
        DiskImage image = DiskImage.at(work.resolve("disk.img"))
                .partition(Filesystem.ext4().file("kernel", Bytes.noise(300_000, 34)))
                .build();
        List<ScriptedClient> waiting = new ArrayList<>();
        try (NbdServer disk = NbdServer.of(image.file()).start()) {
            disk.hang();
            describe("127.0.0.2", disk.url());
            for (int i = 0; i < 13; i++) {
                waiting.add(ScriptedClient.at("127.0.0.2", address).ask(Packets.readRequest("kernel-" + i)));
            }
            for (int other = 10; other < 20; other++) {
                assertThat(fetch("127.0.0." + other, "kernel", PATIENCE_WITHOUT_DISK))
                        .isEqualTo(KERNEL);
            }
            disk.goOn();
        } finally {
            waiting.forEach(ScriptedClient::close);
        }
        assertThat(fetch("127.0.0.3", "kernel", PATIENCE_WITHOUT_DISK)).isEqualTo(KERNEL);
    }

    /** The first bytes of a QCOW2 image whose backing file is {@code file}; they fit before a partition table. */
    private static byte[] qcow2Header(String file) {
        byte[] name = file.getBytes(StandardCharsets.US_ASCII);
        int nameAt = 112;
        return ByteBuffer.allocate(nameAt + name.length)
                .put(new byte[] {'Q', 'F', 'I', (byte) 0xFB})
                .putInt(QCOW2_VERSION)
                .putLong(nameAt)
                .putInt(name.length)
                .putInt(16) // bits of a cluster
                .putLong(1L << 30) // the virtual size
                .put(nameAt, name)
                .array();
    }

    private void describe(String client, String url) throws IOException {
        Files.writeString(
                root().resolve(client + ".nbd"),
                "{ \"url\": \"%s\", \"mounts\": [ { \"partition\": 1, \"mountpoint\": \"/\" } ] }".formatted(url));
    }

    private byte[] fetch(String client, String file, Duration patience) {
        try (ScriptedClient scripted = ScriptedClient.at(client, address)) {
            return Download.of(scripted, Packets.readRequest(file, "blksize", "1468"), patience)
                    .content()
                    .bytes();
        }
    }

    private Optional<Reply> answer(String client, String file, Duration patience) {
        try (ScriptedClient scripted = ScriptedClient.at(client, address)) {
            Optional<Reply> reply = Optional.empty();
            for (int tries = 0; reply.isEmpty() && tries < TRIES; tries++) {
                reply = scripted.ask(Packets.readRequest(file)).receive(patience);
            }
            return reply;
        }
    }

    private Path root() {
        return work.resolve("root");
    }
}
