package io.rtftp.testkit.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** The files that {@link FileResolverContract} asks for: a directory of them, for a place to serve as it is or to make a disk of. */
public final class ContractTree {

    /** An ordinary file in a directory. */
    public static final ContractFile PLAIN = new ContractFile("boot/vmlinuz", 70_000);

    /** A file without a byte. */
    public static final ContractFile EMPTY = new ContractFile("boot/empty", 0);

    /** A file whose size is a multiple of every piece and block that is asked for. */
    public static final ContractFile EVEN = new ContractFile("boot/even", 131_072);

    /** A file of many pieces, the last of which is short. */
    public static final ContractFile BIG = new ContractFile("boot/initrd.img", 3 * 1024 * 1024 + 17);

    /** A name with spaces. */
    public static final ContractFile SPACES = new ContractFile("a name with  spaces/my kernel", 10);

    /** A name that is not ASCII: two bytes and three bytes a character in UTF-8. */
    public static final ContractFile UNICODE = new ContractFile("Überraschung/カーネル.img", 11);

    /** A name beyond U+FFFF: four bytes a character in UTF-8, and two of Java's. */
    public static final ContractFile BEYOND_THE_BASIC_PLANE = new ContractFile("Überraschung/🐧.img", 12);

    /** A link to {@link #PLAIN}, relative and inside the directory. */
    public static final ContractFile LINK = new ContractFile("boot/link", PLAIN.size());

    /** A directory. */
    public static final String DIRECTORY = "boot";

    /** Nothing can wait for a writer who never comes. */
    public static final String FIFO = "boot/fifo";

    /** Links that lead to the file outside, absolute and relative, as a file and through a directory. */
    public static final List<String> LINKS_OUT = List.of("out/absolute", "out/relative", "out/directory/secret");

    /** A link to itself. */
    public static final String LOOP = "out/loop";

    private static final List<ContractFile> FILES =
            List.of(PLAIN, EMPTY, EVEN, BIG, SPACES, UNICODE, BEYOND_THE_BASIC_PLANE);

    private ContractTree() {}

    /**
     * Writes the files into {@code directory}.
     *
     * @param outside a directory outside what the place serves from, which gets the file that must never be found
     */
    public static void write(Path directory, Path outside) throws IOException {
        for (ContractFile file : FILES) {
            Path path = directory.resolve(file.path());
            Files.createDirectories(path.getParent());
            Files.write(path, content(file));
        }
        Files.createSymbolicLink(directory.resolve(LINK.path()), Path.of("vmlinuz"));
        Path secret = Files.writeString(Files.createDirectories(outside).resolve("secret"), "nobody may read this");
        Path out = Files.createDirectories(directory.resolve("out"));
        Files.createSymbolicLink(out.resolve("absolute"), secret.toAbsolutePath());
        Files.createSymbolicLink(out.resolve("relative"), out.toRealPath().relativize(secret.toRealPath()));
        Files.createSymbolicLink(out.resolve("directory"), outside.toAbsolutePath());
        Files.createSymbolicLink(out.resolve("loop"), Path.of("loop"));
        makeFifo(directory.resolve(FIFO));
    }

    /** What the file holds: bytes of every value, different for each file, the same in each run. */
    public static byte[] content(ContractFile file) {
        byte[] bytes = new byte[file.size()];
        new Random((file.equals(LINK) ? PLAIN : file).path().hashCode()).nextBytes(bytes);
        return bytes;
    }

    private static void makeFifo(Path path) throws IOException {
        Process mkfifo = new ProcessBuilder("mkfifo", path.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(mkfifo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (mkfifo.onExit().join().exitValue() != 0) {
            throw new IOException("mkfifo (package coreutils): " + said);
        }
    }

    /**
     * One of the files.
     *
     * @param path where it lies in the directory, as a client asks for it
     * @param size in bytes
     */
    public record ContractFile(String path, int size) {}
}
