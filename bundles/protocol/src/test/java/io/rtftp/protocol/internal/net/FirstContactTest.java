package io.rtftp.protocol.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FirstContactTest {

    private static final byte[] CONTENT = new byte[1_000_000];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    @ParameterizedTest
    @EnumSource
    void aFileArrivesAsItIs(Transport transport) {
        try (RunningServer server = RunningServer.start(
                        transport, new Settings(), new MemoryChain().file("boot/vmlinuz", CONTENT));
                ScriptedClient client = server.client()) {
            Download.Result result = Download.of(
                    client, Packets.readRequest("boot/vmlinuz", "blksize", "1468", "windowsize", "16", "tsize", "0"));

            assertThat(result.content().bytes()).isEqualTo(CONTENT);
            assertThat(result.granted())
                    .containsEntry("tsize", "1000000")
                    .containsEntry("blksize", "1468")
                    .containsEntry("windowsize", "16");
            server.isAtRest();
        }
    }

    @Test
    void epollIsWhatTheTestsRunOn() {
        assertThat(Transport.best())
                .as("netty-transport-native-epoll for this machine")
                .isEqualTo(Transport.EPOLL);
    }
}
