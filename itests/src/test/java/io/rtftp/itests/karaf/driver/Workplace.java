package io.rtftp.itests.karaf.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Where a container and its tests have their files.
 *
 * @param directory all of them are in it, but for
 * @param spool where the server keeps parts of disks' files: a path that is short enough for a Unix socket in it
 */
record Workplace(Path directory, Path spool) implements AutoCloseable {

    /** The beginnings of the groups that a kar has in it: io.rtftp and io.netty, com.fasterxml. */
    private static final Set<String> BROUGHT = Set.of("io", "com");

    /** An empty one of this name below the module's {@code target}. */
    static Workplace of(String name) throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "karaf")).toRealPath();
        Workplace place =
                new Workplace(Files.createTempDirectory(directory, name + "-"), Files.createTempDirectory("spool"));
        Files.createDirectories(place.root().resolve("default"));
        return place;
    }

    /** Containers are unpacked into it. */
    Path containers() {
        return directory.resolve("container");
    }

    /** The TFTP root. */
    Path root() {
        return directory.resolve("root");
    }

    /** For temporary files. */
    Path temporary() throws IOException {
        return Files.createDirectories(directory.resolve("tmp"));
    }

    /** A Maven repository with all that is in that one, but for what a kar has to bring. */
    Path withoutOurs(Path repository) throws IOException {
        Path target = Files.createDirectories(directory.resolve("repository"));
        try (Stream<Path> groups = Files.list(repository)) {
            for (Path group : groups.filter(
                            group -> !BROUGHT.contains(group.getFileName().toString()))
                    .toList()) {
                Files.createSymbolicLink(target.resolve(group.getFileName()), group);
            }
        }
        return target;
    }

    /** The Maven repository in a kar. */
    Path unpacked(Path kar) throws IOException {
        Path target = directory.resolve("kar");
        try (ZipFile zip = new ZipFile(kar.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                unpack(zip, entries.nextElement(), target);
            }
        }
        return target.resolve("repository");
    }

    /** Deletes the spool; the rest stays for a look at it. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(spool)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void unpack(ZipFile zip, ZipEntry entry, Path target) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (entry.isDirectory() || !file.startsWith(target)) {
            return;
        }
        Files.createDirectories(file.resolveSibling(""));
        try (InputStream content = zip.getInputStream(entry)) {
            Files.copy(content, file);
        }
    }
}
