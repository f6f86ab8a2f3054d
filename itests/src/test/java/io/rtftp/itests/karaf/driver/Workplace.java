package io.rtftp.itests.karaf.driver;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Where a container and its tests have their files.
 *
 * @param directory all of them are in it
 */
record Workplace(Path directory) {

    /** An empty one of this name below the module's {@code target}. */
    static Workplace of(String name) throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "karaf")).toRealPath();
        Workplace place = new Workplace(Files.createTempDirectory(directory, name + "-"));
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

    /** A port that nobody uses now. */
    String freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
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
