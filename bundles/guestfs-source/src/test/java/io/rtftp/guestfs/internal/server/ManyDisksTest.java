package io.rtftp.guestfs.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ServedFile;
import io.rtftp.testkit.disk.DiskImage;
import io.rtftp.testkit.disk.Filesystem;
import io.rtftp.testkit.disk.NbdServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More disks at once than there may be appliances. */
class ManyDisksTest {

    private static final int DISKS = 8;
    private static final int APPLIANCES = 2;

    @Test
    void eightDisksAreAllServedByTwoAppliances(@TempDir Path directory) throws IOException {
        List<NbdServer> servers = new ArrayList<>();
        try (DiskHost host = new DiskHost(directory, DiskHost.USUAL.most(APPLIANCES))) {
            for (int disk = 0; disk < DISKS; disk++) {
                servers.add(NbdServer.of(image(directory, disk).file()).start());
                host.describe(
                        "127.0.2." + disk,
                        servers.get(disk).url(),
                        ", \"mounts\": [{\"partition\": 1, \"mountpoint\": \"/\"}]");
            }
            Set<String> served = new HashSet<>();
            for (int disk = 0; disk < DISKS; disk++) {
                String client = "127.0.2." + disk;
                host.ask(client, "name").whenComplete((answer, failure) -> note(client, answer, failure, served));
            }

            for (int disk = 1; disk <= DISKS; disk++) {
                int number = disk;
                DiskHost.await(number + " of " + DISKS + " disks", () -> {
                    assertThat(host.disks.registry().appliances()).hasSizeLessThanOrEqualTo(APPLIANCES);
                    synchronized (served) {
                        return served.size() >= number;
                    }
                });
            }

            assertThat(served).hasSize(DISKS).allMatch(line -> line.matches("127\\.0\\.2\\.(\\d): disk \\1"));
        } finally {
            servers.forEach(NbdServer::close);
        }
    }

    /** What the client got; its transfer ends with it. */
    private static void note(String client, Resolution answer, Throwable failure, Set<String> served) {
        if (answer instanceof Resolution.Found found) {
            ServedFile file = found.file();
            file.read(0, 100).whenComplete((bytes, failed) -> {
                file.close();
                add(served, client + ": " + (failed == null ? StandardCharsets.UTF_8.decode(bytes) : failed));
            });
        } else {
            add(served, client + ": " + (failure == null ? answer : failure));
        }
    }

    private static void add(Set<String> served, String line) {
        synchronized (served) {
            served.add(line);
        }
    }

    private static DiskImage image(Path directory, int number) {
        return DiskImage.at(directory.resolve("disk" + number))
                .partition(Filesystem.ext4().file("name", "disk " + number))
                .build();
    }
}
