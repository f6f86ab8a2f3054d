package io.rtftp.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Fetches files as a client on this host does.
 *
 * @param directory where they go
 * @param within words that go before the command's, such as those of nsenter(1)
 */
record Curl(Path directory, List<String> within) {

    Curl(Path directory) {
        this(directory, List.of());
    }

    /** The content of what {@code url} names, as text. */
    String fetch(String url) throws IOException, InterruptedException {
        return new String(fetchBytes(url), StandardCharsets.UTF_8);
    }

    /** The content of what {@code url} names. */
    byte[] fetchBytes(String url) throws IOException, InterruptedException {
        Path got = directory.resolve("got");
        List<String> words = new ArrayList<>(within);
        words.addAll(List.of("curl", "--globoff", "--silent", "--show-error", "-o", got.toString(), url));
        Process curl = new ProcessBuilder(words).inheritIO().start();
        assertThat(curl.waitFor()).as("status of curl %s", url).isZero();
        return Files.readAllBytes(got);
    }
}
