package io.rtftp.guestfs.internal.component;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the spool lies when nobody says so: in memory where there is room, else on a disk. */
final class UsualSpool {

    private static final long ROOM_LEAST = 256L << 20; // a container's /dev/shm often has 64 MiB

    private UsualSpool() {}

    /** The first directory that this user can write to and that has room; the one for temporary files where none has. */
    static Path choose() {
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        List<Path> memory = Stream.of("/dev/shm", runtime == null ? "" : runtime)
                .filter(name -> name.startsWith("/"))
                .map(Path::of)
                .toList();
        return memory.stream()
                .filter(UsualSpool::hasRoom)
                .findFirst()
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    }

    private static boolean hasRoom(Path directory) {
        return Files.isWritable(directory) && directory.toFile().getUsableSpace() >= ROOM_LEAST;
    }
}
