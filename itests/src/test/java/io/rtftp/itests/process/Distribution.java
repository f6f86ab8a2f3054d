package io.rtftp.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The distribution, unpacked.
 *
 * @param home where
 * @param within words that go before each command's, such as those of unshare(1)
 */
record Distribution(Path home, List<String> within) {

    Distribution(Path home) {
        this(home, List.of());
    }

    /** What a process left when it had ended. */
    record Ended(int status, String out, String err) {}

    /** Unpacks what the build made. */
    static Distribution unpack(Path directory) throws IOException, InterruptedException {
        Path archive = Path.of(System.getProperty("rtftp.distribution", "")).toRealPath();
        Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", directory.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).as("status of tar").isZero();
        return new Distribution(directory.resolve("rtftp-" + System.getProperty("rtftp.version", "")));
    }

    /** Copies its configuration, for a server that has one of its own ({@code KARAF_ETC}). */
    void copyEtc(Path to) throws IOException, InterruptedException {
        Process copy = new ProcessBuilder("cp", "-R", home + "/etc", to.toString())
                .inheritIO()
                .start();
        assertThat(copy.waitFor()).as("status of cp").isZero();
    }

    /** Starts {@code bin/rtftp}; its output goes into files of {@code data}. */
    ServerProcess start(Path data, Map<String, String> environment, String... options) throws IOException {
        Files.createDirectories(data);
        List<String> words = new ArrayList<>(within);
        words.addAll(List.of(home + "/bin/rtftp", "--data", data.toString()));
        words.addAll(List.of(options));
        return ServerProcess.start(words, data, environment);
    }

    /** Runs a script of {@code bin} to its end. */
    Ended run(Path output, String script, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(within);
        command.add(home + "/bin/" + script);
        command.addAll(List.of(words));
        Files.createDirectories(output);
        ServerProcess process = ServerProcess.start(command, output, Map.of());
        return process.end();
    }
}
