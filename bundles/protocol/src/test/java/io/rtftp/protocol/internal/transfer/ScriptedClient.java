package io.rtftp.protocol.internal.transfer;

import io.rtftp.testkit.net.VirtualClock;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.NullMarked;

/**
 * A client written from the RFCs, apart from the server: it takes blocks in their order, acknowledges each full window and each copy of
 * the block it acknowledged last. What it does beyond that is its {@link Temper}.
 */
@NullMarked
final class ScriptedClient {

    private final Script script;
    private final VirtualClock clock;
    private final ToServer server;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private boolean heard;
    private boolean complete;
    private boolean gapTold;
    private long received;
    private long lastAcknowledged = -1;
    private int inWindow;
    private int triesLeft;
    private long alarm;

    ScriptedClient(Script script, VirtualClock clock, ToServer server) {
        this.script = script;
        this.clock = clock;
        this.server = server;
        this.triesLeft = script.tries;
    }

    /** What clients do where the RFCs leave them the choice. */
    enum Temper {
        /** Says at once where a gap is, and repeats its last ACK when nothing comes (RFC 7440 §4). */
        REPEATS_ITS_ACK,
        /** Says at once where a gap is, once, and leaves silences to the server. */
        TELLS_GAPS,
        /** Leaves gaps and silences to the server; leaves when it has the file. */
        STAYS_SILENT,
        /** As the first, and acknowledges every copy of a block by that block's number: GRUB, the Raspberry Pi. */
        ACKNOWLEDGES_COPIES
    }

    /**
     * How it goes about it.
     *
     * @param timeoutNanos how long it waits before it does something of its own
     * @param tries how often it does so in a row before it gives up
     */
    record Script(Temper temper, int blockSize, int windowSize, long timeoutNanos, int tries) {}

    /** Where its packets go. */
    interface ToServer {
        void request();

        void ack(int wireBlock);
    }

    void start() {
        server.request();
        setAlarm();
    }

    void onOptionAck() {
        if (received == 0) {
            hear();
            acknowledge();
        }
    }

    void onData(int wireBlock, byte[] content) {
        int ahead = (wireBlock - (int) (received % 65_536)) & 0xFFFF;
        if (ahead == 1 && !complete) {
            onNextBlock(content);
        } else if (ahead > 1 && ahead < 0x8000) {
            onGap();
        } else {
            onCopy(wireBlock, ahead);
        }
    }

    boolean isComplete() {
        return complete;
    }

    byte[] file() {
        return file.toByteArray();
    }

    private void onNextBlock(byte[] content) {
        hear();
        file.writeBytes(content);
        received++;
        inWindow++;
        gapTold = false;
        complete = content.length < script.blockSize;
        if (complete || inWindow == script.windowSize) {
            acknowledge();
        }
    }

    private void onGap() {
        if (script.temper != Temper.STAYS_SILENT && !gapTold) {
            gapTold = true;
            acknowledge();
        }
    }

    private void onCopy(int wireBlock, int ahead) {
        if (complete && script.temper == Temper.STAYS_SILENT) {
            return; // it has left
        }
        if (ahead == 0 && received == lastAcknowledged) {
            acknowledge();
        } else if (script.temper == Temper.ACKNOWLEDGES_COPIES) {
            server.ack(wireBlock);
        }
    }

    private void acknowledge() {
        inWindow = 0;
        lastAcknowledged = received;
        server.ack((int) (received % 65_536));
    }

    private void hear() {
        heard = true;
        triesLeft = script.tries;
        setAlarm();
    }

    private void setAlarm() {
        long mine = ++alarm;
        clock.after(script.timeoutNanos, () -> {
            if (mine == alarm && !complete) {
                onAlarm();
            }
        });
    }

    private void onAlarm() {
        if (triesLeft-- > 0) {
            if (!heard) {
                server.request();
            } else if (script.temper != Temper.STAYS_SILENT && script.temper != Temper.TELLS_GAPS) {
                acknowledge();
            }
            setAlarm();
        }
    }
}
