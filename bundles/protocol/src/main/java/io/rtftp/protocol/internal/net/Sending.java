package io.rtftp.protocol.internal.net;

import io.rtftp.api.file.ServedFile;
import io.rtftp.protocol.internal.negotiate.Agreement;
import io.rtftp.protocol.internal.transfer.Pacing;
import io.rtftp.protocol.internal.transfer.ReadAhead;
import io.rtftp.protocol.internal.transfer.ReadTransfer;
import io.rtftp.protocol.internal.transfer.TransferOutput;
import io.rtftp.protocol.internal.transfer.TransferTerms;
import io.rtftp.protocol.internal.wire.Packet;
import io.rtftp.protocol.internal.wire.PacketCodec;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A file on its way to a client: does what its {@link ReadTransfer} orders. It owns the file. On the loop. */
final class Sending implements TransferOutput {

    private static final int LAST_BLOCK_NUMBER = 65_535;

    private final Session.Context context;
    private final ServedFile file;
    private final Agreement agreement;
    private final Listener listener;
    private final ReadTransfer transfer;
    private final Outbox outbox;
    private final InetSocketAddress client;
    private final boolean inWindows;
    private SessionRecord.Sent sent = SessionRecord.Sent.NOTHING;
    private boolean stopped;

    /** Is told what becomes of it. */
    interface Listener {

        /** Bytes of the file have come, and the transfer may have gone on. */
        void moved(Sending running, long nowNanos);

        /** The file can't be read. */
        void unreadable(String reason);

        /** The transfer has ended. */
        void ended(Outcome outcome);
    }

    /**
     * A transfer that is to be started.
     *
     * @param agreement what was agreed with the client
     */
    Sending(Session.Context context, ServedFile file, Agreement agreement, Listener listener) {
        this.context = context;
        this.file = file;
        this.agreement = agreement;
        this.listener = listener;
        this.outbox = context.socket().outbox();
        this.client = context.asked().client();
        this.inWindows = agreement.windowSize() > 1;
        this.transfer = new ReadTransfer(
                new TransferTerms(
                        file.size(),
                        agreement.blockSize(),
                        agreement.windowSize(),
                        !agreement.options().isEmpty(),
                        pacing(agreement, context.limits())),
                this);
        warnOfRollOver(file.size() / agreement.blockSize() + 1);
    }

    /** Its state machine. */
    ReadTransfer transfer() {
        return transfer;
    }

    /** The most that went to the client so far. */
    SessionRecord.Sent sent() {
        return sent;
    }

    /** Whether the client has been waited for long enough. */
    boolean isDue(long nowNanos) {
        return transfer.isWaiting() && nowNanos - transfer.deadlineNanos() >= 0;
    }

    /** In how long it will be due; {@code otherwise} where it waits for nothing. */
    long dueInNanos(long nowNanos, long otherwise) {
        return transfer.isWaiting() ? Math.max(1, transfer.deadlineNanos() - nowNanos) : otherwise;
    }

    /** Sends nothing more, and closes the file. */
    void stop() {
        stopped = true;
        transfer.onError();
        file.close();
    }

    @Override
    public void sendOptionAck() {
        outbox.send(new Packet.OptionAck(agreement.options()), client);
        sent = SessionRecord.Sent.OPTION_ACK;
    }

    @Override
    public void sendData(int block, ReadAhead bytes, long position, int length) {
        ByteBuffer out = outbox.send(client, PacketCodec.DATA_HEADER_BYTES + length, inWindows);
        PacketCodec.dataHeader(block, out);
        bytes.copyTo(out, position, length);
        sent = SessionRecord.Sent.BLOCKS;
    }

    @Override
    public void fetch(long position, int length) {
        if (!stopped) {
            context.server()
                    .loop()
                    .onLoop(
                            Loop.attempt(() -> file.read(position, length)),
                            (bytes, failure) -> onRead(position, length, bytes, failure),
                            (late, failure) -> {});
        }
    }

    @Override
    public void ended(Outcome outcome) {
        listener.ended(outcome);
    }

    private void onRead(long position, int expected, @Nullable ByteBuffer bytes, @Nullable Throwable failure) {
        if (stopped) {
            return;
        }
        if (bytes == null || bytes.remaining() != expected) {
            listener.unreadable(
                    bytes == null ? Failures.reason(failure) : "the file is shorter than it was when it was opened");
        } else {
            long now = context.server().loop().nowNanos();
            transfer.onBytes(position, bytes, now);
            listener.moved(this, now);
        }
    }

    private void warnOfRollOver(long blocks) {
        if (blocks > LAST_BLOCK_NUMBER) {
            context.server()
                    .diary()
                    .note(
                            Diary.Topic.ROLL_OVER,
                            () -> "transfer " + context.id() + " " + Endpoint.text(client) + " "
                                    + context.asked().path() + " has " + blocks
                                    + " blocks: a client that cannot count past " + LAST_BLOCK_NUMBER
                                    + " fails at it unless it asks for a larger blksize");
        }
    }

    private static Pacing pacing(Agreement agreement, SessionLimits limits) {
        return agreement.timeoutSeconds().isPresent()
                ? Pacing.ofClient(
                        TimeUnit.SECONDS.toNanos(agreement.timeoutSeconds().getAsInt()),
                        limits.pacing().retransmissions())
                : limits.pacing();
    }
}
