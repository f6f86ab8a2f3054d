package io.rtftp.testkit.tftp;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Map;

/**
 * A download as a good client does it: acknowledges whole windows, tells a gap at once, and repeats itself when the server is silent
 * (RFC 1350, RFC 2347, RFC 7440). Blocks are counted past 65535 from 0.
 */
public final class Download {

    private static final int DEFAULT_BLOCK_BYTES = 512;
    private static final int REPEATS_MOST = 8;

    private final ScriptedClient client;
    private final byte[] request;
    private final Duration patience;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private Map<String, String> granted = Map.of();
    private boolean begun;
    private byte[] last;
    private int blockBytes = DEFAULT_BLOCK_BYTES;
    private int windowBlocks = 1;
    private int inWindow;
    private boolean gapTold;
    private long block;
    private long repeats;
    private int timeouts;
    private Duration firstAnswer = Duration.ZERO;
    private Duration longestSilence = Duration.ZERO;

    private Download(ScriptedClient client, byte[] request, Duration patience) {
        this.client = client;
        this.request = request;
        this.patience = patience;
        this.last = request;
    }

    /**
     * What came of it.
     *
     * @param granted the options of the OACK
     * @param repeats how often the client had to say something again
     * @param timeouts how often it had to because it had waited in vain
     * @param firstAnswer how long the server's first packet took, from the first request on
     * @param longestSilence the longest time between two packets of the server
     */
    public record Result(
            Content content,
            Map<String, String> granted,
            long repeats,
            int timeouts,
            Duration firstAnswer,
            Duration longestSilence) {}

    /** The bytes that arrived, compared by value. */
    public static final class Content {

        private final byte[] bytes;

        private Content(byte[] bytes) {
            this.bytes = bytes;
        }

        /** A copy. */
        public byte[] bytes() {
            return bytes.clone();
        }
    }

    /** Downloads; the client repeats itself after a second of silence. */
    public static Result of(ScriptedClient client, byte[] request) {
        return of(client, request, Duration.ofSeconds(1));
    }

    /**
     * Downloads.
     *
     * @param patience how long the client waits before it repeats itself
     * @throws AssertionError when the server sends an ERROR, falls silent, or breaks a rule
     */
    public static Result of(ScriptedClient client, byte[] request, Duration patience) {
        return new Download(client, request, patience).run();
    }

    private Result run() {
        client.ask(request);
        int silent = 0;
        long heardNanos = System.nanoTime();
        while (true) {
            var reply = client.receive(patience);
            long now = System.nanoTime();
            if (reply.isEmpty()) {
                repeat(++silent);
                continue;
            }
            silent = 0;
            Duration silence = Duration.ofNanos(now - heardNanos);
            if (!begun) {
                firstAnswer = silence;
            } else if (silence.compareTo(longestSilence) > 0) {
                longestSilence = silence;
            }
            heardNanos = now;
            if (onReply(reply.get())) {
                return new Result(
                        new Content(content.toByteArray()), granted, repeats, timeouts, firstAnswer, longestSilence);
            }
        }
    }

    private void repeat(int silent) {
        if (silent > REPEATS_MOST) {
            throw new AssertionError("the server fell silent after block " + block);
        }
        repeats++;
        timeouts++;
        inWindow = 0;
        say(last);
    }

    private boolean onReply(Reply reply) {
        switch (reply.opcode()) {
            case Packets.OPTION_ACK -> onOptionAck(reply);
            case Packets.DATA -> {
                return onData(reply);
            }
            default -> throw new AssertionError("after block " + block + ": " + reply);
        }
        return false;
    }

    private void onOptionAck(Reply reply) {
        if (block > 0) {
            return; // late
        }
        begun = true;
        granted = reply.options();
        blockBytes = granted("blksize", DEFAULT_BLOCK_BYTES);
        windowBlocks = granted("windowsize", 1);
        acknowledge();
    }

    /** Option names have no case (RFC 2347), and a server may answer in that of the request. */
    private int granted(String option, int otherwise) {
        return granted.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(option))
                .mapToInt(each -> Integer.parseInt(each.getValue()))
                .findFirst()
                .orElse(otherwise);
    }

    private boolean onData(Reply reply) {
        begun = true;
        if (reply.number() != (int) ((block + 1) & 0xFFFF)) {
            onGap(reply.number());
            return false;
        }
        gapTold = false;
        block++;
        byte[] bytes = reply.content();
        content.writeBytes(bytes);
        if (bytes.length > blockBytes) {
            throw new AssertionError(bytes.length + " bytes in a block of " + blockBytes);
        }
        boolean end = bytes.length < blockBytes;
        if (++inWindow == windowBlocks || end) {
            acknowledge();
        }
        return end;
    }

    /** A block too far says that one was lost; it is told once. The last block again says that our ACK was (RFC 7440 §4). */
    private void onGap(int number) {
        boolean ahead = ((number - (int) (block + 1)) & 0xFFFF) < 0x8000;
        if (ahead && !gapTold) {
            gapTold = true;
            acknowledge();
        } else if (number == (int) (block & 0xFFFF)) {
            repeats++;
            say(last);
        }
    }

    private void acknowledge() {
        inWindow = 0;
        last = Packets.ack(block);
        say(last);
    }

    private void say(byte[] packet) {
        if (packet == request) {
            client.ask(packet);
        } else {
            client.send(packet);
        }
    }
}
