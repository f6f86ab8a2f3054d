package io.rtftp.guestfs.internal.server;

import static io.rtftp.guestfs.internal.server.DiskHost.content;
import static io.rtftp.guestfs.internal.server.DiskHost.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.ServedFile;
import io.rtftp.testkit.disk.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Serves from a spool of {@link #ROOM_BYTES}, which gets full and empty again; ends with status 0 when all was as it must be. */
final class FullSpoolMain {

    static final int ROOM_BYTES = 16 << 20;
    static final int KERNEL_BYTES = 5_000_000;
    static final int INITRD_BYTES = 8_000_000; // beside the kernel there is room for it once, not while it comes

    private static final String CLIENT = "127.0.0.2";

    private FullSpoolMain() {}

    public static void main(String[] arguments) throws IOException {
        Path place = Path.of(arguments[0]);
        try (DiskHost host = new DiskHost(place, DiskHost.USUAL)) {
            host.describe(CLIENT, arguments[1], ", \"mounts\": [{\"partition\": 1, \"mountpoint\": \"/\"}]");
            try (ServedFile small = host.open(CLIENT, "small")) {
                assertThat(content(small)).hasSize(5);
                Path filling = fill(place);

                try (ServedFile kernel = host.open(CLIENT, "kernel")) {
                    assertThat(failure(kernel.read(0, 65_536))).contains("the spool is full: ", " bytes left");
                }
                assertThat(content(small)).as("what is in the spool already").hasSize(5);
                Files.delete(filling);

                assertThat(Arrays.equals(host.content(CLIENT, "kernel"), Bytes.noise(KERNEL_BYTES, 1)))
                        .isTrue();
                assertThat(Arrays.equals(host.content(CLIENT, "initrd"), Bytes.noise(INITRD_BYTES, 2)))
                        .isTrue();
                assertThat(host.disk(CLIENT).generation())
                        .as("the disk is not to blame")
                        .isEqualTo(1);
            }
        }
    }

    /** Leaves less than one part of a file. */
    private static Path fill(Path place) throws IOException {
        Path filling = place.resolve("filling");
        long left = Files.getFileStore(place).getUsableSpace() - 100_000;
        return Files.write(filling, new byte[(int) left]);
    }
}
