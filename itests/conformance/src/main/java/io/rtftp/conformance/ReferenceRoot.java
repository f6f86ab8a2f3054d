package io.rtftp.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes the directory a server under test serves: each {@link ReferenceFile}, and things that must not be served. */
public final class ReferenceRoot {

    /** What must never be seen by a client. */
    static final byte[] SECRET = "secret\n".getBytes(StandardCharsets.US_ASCII);

    /** A link in the root to {@code /etc/passwd}. */
    static final String LINK_OUT = "link-out";

    /** A link in the root to {@code /etc}. */
    static final String LINK_OUT_DIRECTORY = "link-out-directory";

    static final String FIFO = "fifo";
    static final String DEVICE = "device";
    static final String DIRECTORY = "boot";

    /** A file whose content is the root's absolute path. */
    static final String WHERE = "where";

    /** What the name of the root's neighbour, in which {@link #SECRET} lies, ends in. */
    static final String NEIGHBOUR = "-secret";

    /** A directory beside the root, in which {@link #SECRET} lies too: one level up, and down again. */
    static final String BESIDE = "beside-the-root";

    /** The neighbour's file, and that of {@link #BESIDE}. */
    static final String KEY = "key";

    /** A file in the root with a line for each thing that could not be made. */
    static final String NOT_MADE = "not-made";

    private ReferenceRoot() {}

    /**
     * Makes the root and what lies beside it, over what is there.
     *
     * @param root any directory; for RTFTP itself {@code default} in its root
     * @return what could not be made: a device node takes the rights of root
     */
    public static List<String> make(Path root) throws IOException {
        Path absolute = root.toAbsolutePath().normalize();
        for (ReferenceFile file : ReferenceFile.values()) {
            Path path = absolute.resolve(file.path());
            Files.createDirectories(path.getParent());
            Files.write(path, file.content());
        }
        Files.writeString(absolute.resolve(WHERE), absolute.toString());
        for (String beside : List.of(absolute.getFileName() + NEIGHBOUR, BESIDE)) {
            Path directory = Files.createDirectories(absolute.resolveSibling(beside));
            Files.write(directory.resolve(KEY), SECRET);
        }
        link(absolute.resolve(LINK_OUT), Path.of("/etc/passwd"));
        link(absolute.resolve(LINK_OUT_DIRECTORY), Path.of("/etc"));
        List<String> notMade = new ArrayList<>();
        boolean fifo = node(
                absolute.resolve(FIFO),
                "mkfifo",
                "-m",
                "644",
                absolute.resolve(FIFO).toString());
        boolean device = node(
                absolute.resolve(DEVICE),
                "mknod",
                "-m",
                "644",
                absolute.resolve(DEVICE).toString(),
                "c",
                "1",
                "5"); // the numbers of /dev/zero
        if (!fifo) {
            notMade.add(FIFO);
        }
        if (!device) {
            notMade.add(DEVICE);
        }
        Files.write(absolute.resolve(NOT_MADE), notMade);
        return notMade;
    }

    private static void link(Path link, Path target) throws IOException {
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }

    private static boolean node(Path node, String... command) throws IOException {
        Files.deleteIfExists(node);
        try {
            return new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while making " + node, interrupted);
        }
    }
}
