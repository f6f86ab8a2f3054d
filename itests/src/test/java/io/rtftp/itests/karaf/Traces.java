package io.rtftp.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;

/** What a server in this container has while it is there, and leaves none of. */
final class Traces {

    private static final String OURS = "io.rtftp.";

    private final Inside karaf;
    private Set<Long> processesBefore = Set.of();
    private Set<Path> filesBefore = Set.of();

    Traces(Inside karaf) {
        this.karaf = karaf;
    }

    /** Before the server comes. */
    void remember() throws IOException {
        processesBefore = processes();
        filesBefore = files();
    }

    /** The names of our bundles that are installed. */
    List<String> bundles() {
        return Arrays.stream(karaf.context().getBundles())
                .map(Bundle::getSymbolicName)
                .filter(name -> name != null && name.startsWith(OURS))
                .map(name -> name.substring(OURS.length()))
                .toList();
    }

    /** Some time after it has gone: no thread; those of the network wait for who may still ask for a last block. */
    void assertNoThread() {
        Inside.await("no thread of ours is left", () -> threads().isEmpty());
    }

    /** After it has gone: no bundle, socket, process and file. */
    void assertGone() throws IOException {
        assertThat(bundles()).isEmpty();
        try (DatagramSocket free = new DatagramSocket(karaf.configuredAddress())) {
            assertThat(free.isBound()).isTrue();
        }
        Inside.await("no process of ours is left", () -> processesBefore.containsAll(processes()));
        Inside.await("no file of ours is left", () -> filesBefore.containsAll(files()));
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("rtftp"))
                .toList();
    }

    private static Set<Long> processes() {
        return ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toUnmodifiableSet());
    }

    /** Those in the directories for temporary files and for the spool. */
    private static Set<Path> files() throws IOException {
        Set<Path> files = new HashSet<>();
        String spool = new ConfigurationFile().value("spool_dir");
        for (String directory : List.of(System.getProperty("java.io.tmpdir", ""), spool)) {
            try (Stream<Path> below = Files.list(Path.of(directory))) {
                below.forEach(files::add);
            }
        }
        return files;
    }
}
