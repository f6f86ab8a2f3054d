package io.rtftp.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Which of the options, the environment and the file wins, and when. */
@ExtendWith(Unpacked.class)
class OptionsIT {

    private static final String ANY_PORT = "127.0.0.1:0";

    private final Distribution distribution;

    @TempDir
    Path work = Path.of("");

    OptionsIT(Distribution distribution) {
        this.distribution = distribution;
    }

    /** Two roots, and a copy of etc/ that says the second, and a port that is no port of a server. */
    @BeforeEach
    void makeRootsAndEtc() throws IOException, InterruptedException {
        for (String name : new String[] {"one", "two"}) {
            Files.createDirectories(work.resolve(name + "/default"));
            Files.writeString(work.resolve(name + "/default/name"), name);
        }
        distribution.copyEtc(etc());
        configure("listen = 127.0.0.1:1\ntftp_root = " + root("two") + "\n");
    }

    @Test
    void theEnvironmentAloneWinsOverTheFile() throws IOException, InterruptedException {
        Map<String, String> environment =
                Map.of("KARAF_ETC", etc().toString(), "RTFTP_LISTEN", ANY_PORT, "RTFTP_ROOT", root("one"));
        try (ServerProcess server = distribution.start(work.resolve("data"), environment)) {
            assertThat(fetch(server.readyPort())).isEqualTo("one");
        }
    }

    @Test
    void anOptionStillWinsWhenTheFileIsChangedLater() throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("KARAF_ETC", etc().toString());
        try (ServerProcess server =
                distribution.start(work.resolve("data"), environment, "--listen", ANY_PORT, "--root", root("one"))) {
            int port = server.readyPort();
            configure("tftp_root = " + root("two") + "\nlisten = 127.0.0.1:1\nretransmissions = many\n");
            server.awaitOutput("retransmissions = many is not"); // so the change has arrived
            assertThat(fetch(port)).isEqualTo("one");
        }
    }

    @Test
    void whatTheFileSaysNowCountsAtTheStartNotWhatItSaidBefore() throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("KARAF_ETC", etc().toString());
        Path data = work.resolve("data");
        configure("listen = " + ANY_PORT + "\ntftp_root = " + root("two") + "\n");
        try (ServerProcess server = distribution.start(data, environment)) {
            assertThat(fetch(server.readyPort())).isEqualTo("two");
        }
        Files.delete(work.resolve("two/default/name"));
        Files.delete(work.resolve("two/default"));
        Files.delete(work.resolve("two")); // a start from the old configuration would fail
        configure("listen = " + ANY_PORT + "\ntftp_root = " + root("one") + "\n");
        try (ServerProcess server = distribution.start(data, environment)) {
            assertThat(fetch(server.readyPort())).isEqualTo("one");
        }
    }

    @Test
    void aStartWritesNothingIntoEtc() throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("KARAF_ETC", etc().toString());
        configure("listen = " + ANY_PORT + "\ntftp_root = " + root("one") + "\n");
        Map<Path, FileTime> before = modifications();
        try (ServerProcess server = distribution.start(work.resolve("data"), environment)) {
            assertThat(fetch(server.readyPort())).isEqualTo("one");
        }
        assertThat(modifications()).isEqualTo(before);
    }

    private Map<Path, FileTime> modifications() throws IOException {
        Map<Path, FileTime> times = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(etc())) {
            for (Path file : files) {
                times.put(file, Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    private Path etc() {
        return work.resolve("etc");
    }

    private String root(String name) {
        return work.resolve(name).toString();
    }

    private void configure(String lines) throws IOException {
        Files.writeString(etc().resolve("io.rtftp.cfg"), lines);
    }

    private String fetch(int port) throws IOException, InterruptedException {
        return new Curl(work).fetch("tftp://127.0.0.1:" + port + "/name");
    }
}
