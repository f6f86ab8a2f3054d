package io.rtftp.guestfs.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import io.rtftp.testkit.disk.NbdServer;
import io.rtftp.testkit.file.ContractTree;
import io.rtftp.testkit.file.FileResolverContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The place {@code disk} keeps the contract of places, with a real disk; what lies outside its TFTP root lies on the same disk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiskResolverContractTest implements FileResolverContract {

    private static final String CLIENT = "127.0.0.2";

    private final DiskHost host;
    private final NbdServer server;

    DiskResolverContractTest(@TempDir Path directory) throws Exception {
        host = new DiskHost(directory, DiskHost.USUAL);
        server = NbdServer.of(disk(directory)).start();
        host.describe(
                CLIENT,
                server.url(),
                ", \"mounts\": [{\"device\": \"disk\", \"mountpoint\": \"/\"}], \"tftp_root\": \"/served\"");
    }

    @AfterAll
    void close() throws IOException {
        host.close();
        server.close();
    }

    @Override
    public FileResolver resolver() {
        return host.disks.resolver();
    }

    @Override
    public FileRequest asking(String path) {
        return DiskHost.request(CLIENT, path);
    }

    @Override
    public boolean isEveryNameKnown() {
        return false; // libguestfs's Java binding can't say them
    }

    @Override
    public Duration patience() {
        return DiskHost.PATIENCE;
    }

    /** The tree is below {@code served} on the disk, and the file outside it also where absolute links look for it. */
    private static Path disk(Path directory) throws Exception {
        Path top = Files.createDirectories(directory.resolve("top"));
        Path outside = top.resolve("outside");
        ContractTree.write(Files.createDirectories(top.resolve("served")), outside);
        Path absolute = Path.of(top + outside.toAbsolutePath().toString());
        Files.createDirectories(absolute);
        Files.copy(outside.resolve("secret"), absolute.resolve("secret"));
        Path image = directory.resolve("disk");
        run("truncate", "-s", "64M", image.toString());
        run("mke2fs", "-q", "-F", "-t", "ext4", "-d", top.toString(), image.toString());
        return image;
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s (package e2fsprogs): %s", command[0], said)
                .isZero();
    }
}
