package io.rtftp.daemon.internal.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.server.ServerView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartReportTest {

    private static final ServerView STARTING = new ServerView(ServerView.State.STARTING, List.of(), "");
    private static final ServerView FAILED =
            new ServerView(ServerView.State.FAILED, List.of(), "cannot listen on 0.0.0.0:69: Address already in use");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Integer> ends = new ArrayList<>();

    @TempDir
    Path directory = Path.of("");

    @Test
    void theReadyLineIsWrittenOnceHoweverOftenTheServerMoves() {
        StartReport report = report(Example.NONE);
        report.serverChanged(STARTING);
        report.serverChanged(ready("127.0.0.1", 6969));
        report.serverChanged(STARTING);
        report.serverChanged(ready("127.0.0.1", 7000));
        assertThat(text(out)).isEqualTo("rtftp ready: listening on 127.0.0.1:6969\n");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void ipv6IsWrittenInBrackets() {
        report(Example.NONE).serverChanged(ready("::1", 69));
        assertThat(text(out)).isEqualTo("rtftp ready: listening on [::1]:69\n");
    }

    @Test
    void theExampleCanBePastedAlsoWhenEveryAddressIsListenedOn() {
        report(new Example("boot/vmlinuz", "")).serverChanged(ready("::", 6969));
        assertThat(text(out)).isEqualTo("""
                        rtftp ready: listening on [::]:6969
                        try: curl -o /dev/null tftp://127.0.0.1:6969/boot/vmlinuz
                        """);
    }

    @Test
    void aServerThatCannotListenEndsTheProcessWithOneLine() {
        StartReport report = report(Example.NONE);
        report.serverChanged(FAILED);
        report.serverChanged(FAILED);
        assertThat(text(err)).isEqualTo("rtftp: cannot listen on 0.0.0.0:69: Address already in use\n");
        assertThat(text(out)).isEmpty();
        assertThat(ends).containsExactly(1);
    }

    @Test
    void aServerThatWasReadyIsNotEndedByWhatHappensLater() {
        StartReport report = report(Example.NONE);
        report.serverChanged(ready("127.0.0.1", 69));
        report.serverChanged(FAILED);
        assertThat(text(err)).isEmpty();
        assertThat(ends).isEmpty();
    }

    @Test
    void aMissingRootEndsTheProcessWithOneLine() {
        StartReport report = report(Example.NONE);
        report.onRoot(directory.resolve("none"));
        report.serverChanged(FAILED);
        assertThat(text(err))
                .startsWith("rtftp: tftp_root " + directory + "/none does not exist")
                .hasLineCount(1);
        assertThat(ends).containsExactly(1);
    }

    @Test
    void aFileIsNoRoot() throws IOException {
        report(Example.NONE).onRoot(Files.createFile(directory.resolve("file")));
        assertThat(text(err)).contains("/file is not a directory").hasLineCount(1);
        assertThat(ends).containsExactly(1);
    }

    @Test
    void aDirectoryThatCanBeReadIsAllRight() {
        report(Example.NONE).onRoot(directory);
        assertThat(text(err)).isEmpty();
        assertThat(ends).isEmpty();
    }

    @Test
    void anExampleCanBeAnotherClients() {
        report(new Example("kernel8.img", "127.0.0.2")).serverChanged(ready("::", 6969));
        assertThat(text(out))
                .endsWith("try: curl --interface 127.0.0.2 -o /dev/null tftp://127.0.0.1:6969/kernel8.img\n");
    }

    private StartReport report(Example example) {
        return new StartReport(new Terminal(stream(out), stream(err)), ends::add, example);
    }

    private static ServerView ready(String host, int port) {
        return new ServerView(ServerView.State.READY, List.of(new InetSocketAddress(host, port)), "");
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
