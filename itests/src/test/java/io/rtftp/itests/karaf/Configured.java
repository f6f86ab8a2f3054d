package io.rtftp.itests.karaf;

import static io.rtftp.testkit.tftp.Packets.readRequest;

import io.rtftp.itests.karaf.Load.Wanted;
import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** The configuration of the running server while a test changes it, and a client to see what came of it. */
final class Configured {

    static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(5);
    static final String CLIENT = "127.0.8.1";
    static final Wanted FILE = new Wanted("configured.img", 7, 50_000);

    /** Two seconds are promised; a machine that does other things beside gets more. */
    private static final Duration TAKEN_UP = Duration.ofMinutes(1);

    private static final Duration NOTICED = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 4;

    private final Inside karaf;
    private final ConfigurationFile etc = new ConfigurationFile();
    private List<String> before = List.of();

    Configured(Inside karaf) {
        this.karaf = karaf;
    }

    /** {@code etc/io.rtftp.cfg}. */
    ConfigurationFile etc() {
        return etc;
    }

    /** Writes the file that the client asks for, and remembers the configuration. */
    void remember() throws IOException {
        before = etc.lines();
        karaf.write("default/" + FILE.path(), FILE.content());
        karaf.server();
    }

    /** Puts the configuration back, and waits until it is in force. */
    void restore() throws IOException {
        etc.write(before);
        etc.set("block_size_max", "1234"); // to see that it has been read
        Inside.await("the file as it was", TAKEN_UP, () -> blockSize() == 1234);
        putBack();
    }

    /**
     * File Install notes what a file looks like when it hears that its configuration was taken up, so a change in the milliseconds before
     * that is one it never sees: it is made again.
     */
    private void putBack() throws IOException {
        for (int attempt = 1; ; attempt++) {
            etc.write(before);
            try {
                Inside.await("the file as it was is taken up", NOTICED, () -> blockSize() == 1400);
                return;
            } catch (AssertionError unseen) {
                if (attempt == ATTEMPTS) {
                    throw unseen;
                }
            }
        }
    }

    /** Waits until a change that was just made shows, and prints how long that took. */
    static void taken(String what, Callable<Boolean> condition) {
        long began = System.nanoTime();
        Inside.await(what + " is taken up", TAKEN_UP, condition);
        System.out.println(what + ": taken up after " + (System.nanoTime() - began) / 1_000_000 + " ms");
    }

    /** Downloads the file. */
    Download.Result download(String... options) {
        return downloadAs(CLIENT, FILE.path(), options);
    }

    /** Downloads a file. */
    Download.Result downloadAs(String client, String path, String... options) {
        try (ScriptedClient socket = ScriptedClient.at(client, karaf.server())) {
            return Download.of(socket, readRequest(path, options), CLIENT_TIMEOUT);
        }
    }

    /** What a client is granted that asks for 1400. */
    int blockSize() {
        return Integer.parseInt(download("blksize", "1400").granted().getOrDefault("blksize", "0"));
    }
}
