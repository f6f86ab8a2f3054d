package io.rtftp.conformance;

import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The server under test, as its clients see it.
 *
 * @param address where it listens
 * @param local the address clients send from
 * @param root the directory that {@link ReferenceRoot} made, where this runner can reach it
 */
public record Server(InetSocketAddress address, String local, Optional<Path> root) {

    private static final Duration PATIENCE = Duration.ofSeconds(6);

    /** A client on a port of its own. */
    ScriptedClient client() {
        return ScriptedClient.at(local, address);
    }

    /** The root directory, for scripts that change files. */
    Path reachableRoot() {
        return root.orElseThrow(() -> Inconclusive.notRun("needs --root: it changes a file while it is sent"));
    }

    /** Downloads a text from a fresh port. */
    String text(String name) {
        try (ScriptedClient client = client()) {
            byte[] content = Download.of(client, Packets.readRequest(name), PATIENCE)
                    .content()
                    .bytes();
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    /** Downloads from a fresh port, and compares. */
    Download.Result delivers(byte[] content, byte[] request) {
        try (ScriptedClient client = client()) {
            return delivers(client, content, request);
        }
    }

    /** Downloads from the port of {@code client}, and compares. */
    Download.Result delivers(ScriptedClient client, byte[] content, byte[] request) {
        Download.Result result = Download.of(client, request, PATIENCE);
        byte[] arrived = result.content().bytes();
        Expect.that(
                Arrays.equals(arrived, content),
                () -> arrived.length + " bytes arrived, from byte " + Arrays.mismatch(arrived, content)
                        + " on others than those of the file, which has " + content.length);
        return result;
    }
}
