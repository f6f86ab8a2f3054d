package io.rtftp.itests.karaf;

import io.rtftp.testkit.disk.DiskImage;
import io.rtftp.testkit.disk.Filesystem;
import io.rtftp.testkit.disk.NbdServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * A disk with one filesystem, served by a real NBD server until this is closed.
 *
 * @param server where it is
 * @param scratch what it is made in
 */
record BootDisk(NbdServer server, Path scratch) implements AutoCloseable {

    /** A disk with these files, given by their paths without a leading slash. */
    static BootDisk with(Map<String, byte[]> files) throws IOException {
        Path scratch = Files.createTempDirectory("boot-disk");
        Filesystem filesystem = Filesystem.ext4();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            filesystem = filesystem.file(file.getKey(), file.getValue());
        }
        DiskImage image =
                DiskImage.at(scratch.resolve("disk.img")).partition(filesystem).build();
        return new BootDisk(NbdServer.of(image.file()).start(), scratch);
    }

    /** Makes it the disk of the client at this address, as an editor does that saves by a rename. */
    void describe(Path root, String client) throws IOException {
        Path beside = Files.writeString(root.resolve(client + ".nbd.new"), """
                { "url": "%s", "mounts": [ { "partition": 1, "mountpoint": "/" } ], "tftp_root": "/" }
                """.formatted(server.url()));
        Files.move(beside, root.resolve(client + ".nbd"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.delete(scratch.resolve("disk.img"));
        Files.delete(scratch);
    }
}
