package io.rtftp.itests.karaf;

import static io.rtftp.testkit.tftp.Packets.ack;
import static io.rtftp.testkit.tftp.Packets.readRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;

/** A download that stands still after its first block until it is told to go on. */
final class PausedDownload implements AutoCloseable {

    private static final int BLOCK_BYTES = 512;

    private final ScriptedClient client;
    private final byte[] first;

    private PausedDownload(ScriptedClient client, byte[] first) {
        this.client = client;
        this.first = first;
    }

    /** Asks, and receives the first block. */
    static PausedDownload begin(String address, InetSocketAddress server, String path) {
        ScriptedClient client = ScriptedClient.at(address, server);
        Reply reply = client.ask(readRequest(path)).receive();
        assertThat(reply.isData(1)).as("%s is block 1 of %s", reply, path).isTrue();
        return new PausedDownload(client, reply.content());
    }

    /** Receives the rest; all of the file. */
    byte[] end() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] bytes = first;
        int block = 1;
        content.writeBytes(bytes);
        while (bytes.length == BLOCK_BYTES) {
            client.send(ack(block));
            block++;
            bytes = client.receiveBlock(block).content();
            content.writeBytes(bytes);
        }
        client.send(ack(block));
        return content.toByteArray();
    }

    @Override
    public void close() {
        client.close();
    }
}
