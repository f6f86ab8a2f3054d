package io.rtftp.protocol.internal.net;

import static io.rtftp.testkit.tftp.Packets.ack;
import static io.rtftp.testkit.tftp.Packets.error;
import static io.rtftp.testkit.tftp.Packets.readRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers leave from the address the request came to, and IPv4 clients of a dual-stack socket are IPv4 clients. */
class AnswerAddressTest {

    private static final byte[] CONTENT = new byte[20_000];
    private static final Duration A_MOMENT = Duration.ofMillis(50);

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0:0, 127.0.0.5, 127.0.0.9, false",
        "0.0.0.0:0, 127.0.0.5, 127.0.0.9, true",
        "[::]:0, 127.0.0.5, 127.0.0.9, false",
        "[::]:0, 127.0.0.5, 127.0.0.9, true",
        "[::]:0, ::1, ::1, false",
        "[::]:0, ::1, ::1, true",
        "[::1]:0, ::1, ::1, false",
        "[::1]:0, ::1, ::1, true",
        "127.0.0.7:0, 127.0.0.7, 127.3.2.1, false",
        "127.0.0.7:0, 127.0.0.7, 127.3.2.1, true",
    })
    void anAnswerLeavesFromTheAddressAsked(String listen, String asked, String client, boolean singlePort) {
        try (RunningServer server = start(new Settings().listen(listen).singlePort(singlePort))) {
            InetSocketAddress to = server.at(asked);
            try (ScriptedClient asking = ScriptedClient.at(client, to)) {
                Reply reply = asking.ask(readRequest("file", "tsize", "0")).receive();
                assertThat(reply.from().getAddress()).isEqualTo(to.getAddress());
                assertThat(reply.from().getPort() == to.getPort()).isEqualTo(singlePort);
                asking.send(error(0, ""));
                server.last(1);

                assertThat(Download.of(asking, readRequest("file", "windowsize", "8"))
                                .content()
                                .bytes())
                        .isEqualTo(CONTENT);
                assertThat(asking.peer().getAddress()).isEqualTo(to.getAddress());
                assertThat(asking.ask(readRequest("missing")).receive().from().getAddress())
                        .isEqualTo(to.getAddress());
            }
            server.isAtRest();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::]:0", "0.0.0.0:0"})
    void anIpv4ClientIsItsIpv4Address(String listen) {
        try (RunningServer server = start(new Settings().listen(listen));
                ScriptedClient client = ScriptedClient.at("127.0.0.8", server.at("127.0.0.1"))) {
            Download.of(client, readRequest("file"));

            assertThat(server.chain().asked().get(0).clientAddress()).isEqualTo("127.0.0.8");
            assertThat(server.chain().asked().get(0).client().getAddress()).isInstanceOf(Inet4Address.class);
            assertThat(server.last(1).client()).isEqualTo(client.address());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::]:0", "0.0.0.0:0"})
    void onlyAllowedNetworksAreHeard(String listen) {
        try (RunningServer server = start(new Settings().listen(listen).allowed("127.0.1.0/24, 127.0.2.2"));
                ScriptedClient inside = ScriptedClient.at("127.0.1.77", server.at("127.0.0.1"));
                ScriptedClient single = ScriptedClient.at("127.0.2.2", server.at("127.0.0.1"));
                ScriptedClient beside = ScriptedClient.at("127.0.2.3", server.at("127.0.0.1"))) {
            beside.ask(readRequest("file")).ask(readRequest("missing")).ask(Packets.raw(1));

            assertThat(Download.of(inside, readRequest("file")).content().bytes())
                    .isEqualTo(CONTENT);
            assertThat(Download.of(single, readRequest("file")).content().bytes())
                    .isEqualTo(CONTENT);
            beside.hearsNothingFor(A_MOMENT);

            InetSocketAddress transfer =
                    inside.ask(readRequest("file")).receive().from();
            try (ScriptedClient stranger = ScriptedClient.at("127.0.2.3", transfer)) {
                stranger.send(ack(1)).hearsNothingFor(A_MOMENT);
            }
        }
    }

    @Test
    void anIpv6NetworkAllowsIpv6Clients() {
        try (RunningServer server = start(new Settings().listen("[::]:0").allowed("::1/128"));
                ScriptedClient allowed = ScriptedClient.at("::1", server.at("::1"));
                ScriptedClient other = ScriptedClient.at("127.0.0.1", server.at("127.0.0.1"))) {
            other.ask(readRequest("file"));

            assertThat(Download.of(allowed, readRequest("file")).content().bytes())
                    .isEqualTo(CONTENT);
            assertThat(server.last(1).client()).isEqualTo(allowed.address());
            other.hearsNothingFor(A_MOMENT);
            RunningServer.await("a warning", () -> !server.warnings().isEmpty());
            assertThat(server.warnings().get(0)).contains("127.0.0.1").contains("allowed_networks");
        }
    }

    @Test
    void withASinglePortARequestThatMayBeForgedTakesNoPlaceOfAnother() {
        try (RunningServer server = start(new Settings().singlePort(true));
                ScriptedClient client = server.client()) {
            server.chain().file("other", CONTENT);
            assertThat(client.ask(readRequest("file")).receive().isData(1)).isTrue();

            client.ask(readRequest("other")).hearsNothingFor(A_MOMENT);

            assertThat(client.send(ack(1)).receive().isData(2)).isTrue();
        }
    }

    @Test
    void withASinglePortTheNextRequestOfAPortTakesThePlaceOfTheLast() {
        try (RunningServer server = start(new Settings().singlePort(true));
                ScriptedClient client = server.client()) {
            server.chain().file("other", CONTENT);
            assertThat(client.ask(readRequest("file")).receive().isData(1)).isTrue();
            client.send(ack(1)).receive();

            client.ask(readRequest("file")); // a copy that was late
            assertThat(client.send(ack(2)).receive().isData(3)).isTrue();
            assertThat(Download.of(client, readRequest("other")).content().bytes())
                    .isEqualTo(CONTENT);

            assertThat(server.last(2).path()).isEqualTo("other");
            assertThat(server.server().transfers().ended().get(1).reason())
                    .isEqualTo("the client asked for other from the same port");
            server.isAtRest();
        }
    }

    @Test
    void withASinglePortManyClientsAreServedAtOnce() {
        try (RunningServer server = start(new Settings().singlePort(true));
                ScriptedClient one = server.client("127.0.0.2");
                ScriptedClient two = server.client("127.0.0.3")) {
            for (ScriptedClient client : new ScriptedClient[] {one, two}) {
                assertThat(client.ask(readRequest("file")).receive().isData(1)).isTrue();
            }
            for (int block = 1; block < 30; block++) {
                for (ScriptedClient client : new ScriptedClient[] {two, one}) {
                    assertThat(client.send(ack(block)).receive().isData(block + 1))
                            .isTrue();
                }
            }
            assertThat(one.peer()).isEqualTo(two.peer()).isEqualTo(server.address());
        }
    }

    @Test
    void aServerOnEveryAddressAnswersAnUnknownTidFromTheAddressAsked() {
        try (RunningServer server = start(new Settings().listen("0.0.0.0:0"));
                ScriptedClient client = ScriptedClient.at("127.0.0.9", server.at("127.0.0.5"))) {
            Reply first = client.ask(readRequest("file")).receive();
            try (ScriptedClient stranger = ScriptedClient.at("127.0.0.8", first.from())) {
                Reply reply = stranger.ask(ack(1)).receive();
                assertThat(reply.isError(5)).isTrue();
                assertThat(reply.from()).isEqualTo(first.from());
            }
        }
    }

    private static RunningServer start(Settings settings) {
        return RunningServer.timeless(settings, new MemoryChain().file("file", CONTENT));
    }
}
