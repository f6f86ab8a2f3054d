package io.rtftp.guestfs.internal.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that has a spool directory with a file in it, says where, and waits to be killed. */
final class SpoolMain {

    private SpoolMain() {}

    public static void main(String[] arguments) throws IOException {
        SpoolDirectory spool = SpoolDirectory.below(Path.of(arguments[0]));
        Path file = Files.writeString(spool.place().directory().resolve("file1"), "its own");
        System.out.println(file);
        int ended = System.in.read(); // its parent's end is this one's too
        System.exit(ended < 0 ? 0 : 1);
    }
}
