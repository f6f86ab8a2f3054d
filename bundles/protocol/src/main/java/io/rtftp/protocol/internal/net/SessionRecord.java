package io.rtftp.protocol.internal.net;

import io.rtftp.api.file.ServedFile;
import io.rtftp.api.transfer.TransferProgress;
import io.rtftp.api.transfer.TransferTerms;
import io.rtftp.api.transfer.TransferView;
import io.rtftp.api.transfer.TransferView.State;
import io.rtftp.protocol.internal.negotiate.Agreement;
import io.rtftp.protocol.internal.transfer.ReadTransfer;
import io.rtftp.protocol.internal.transfer.TransferState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What is told of a session: written on the loop, read from any thread. */
final class SessionRecord {

    private static final Agreement NOTHING = new Agreement(Map.of(), 0, 0, OptionalInt.empty());

    private final Session.Context context;
    private final String mode;
    private final Map<String, String> asked;
    private final Instant startedAt = Instant.now();
    private final long startedNanos;
    private volatile State state = State.RESOLVING;
    private volatile Agreement agreed = NOTHING;
    private volatile String origin = "";
    private volatile String place = "";
    private volatile OptionalLong sizeBytes = OptionalLong.empty();
    private volatile long acknowledgedBytes;
    private volatile long resentBlocks;
    private volatile long timeouts;
    private volatile long roundTripNanos;
    private volatile long toFirstAnswerNanos;
    private volatile long toFirstBlockNanos;

    SessionRecord(Session.Context context, String mode, Map<String, String> asked, long nowNanos) {
        this.context = context;
        this.mode = mode;
        this.asked = asked;
        this.startedNanos = nowNanos;
    }

    /** Which packets of the answer have gone out, at most. */
    enum Sent {
        NOTHING,
        OPTION_ACK,
        BLOCKS
    }

    /** This resolver has the file, refuses it or could not be asked. */
    void place(String resolver) {
        place = resolver;
    }

    /** The file was found and the options were granted. */
    void agreed(ServedFile file, Agreement agreement) {
        origin = file.origin();
        sizeBytes = OptionalLong.of(file.size());
        agreed = agreement;
    }

    /**
     * Takes over where the transfer stands.
     *
     * @param sent which packets have gone out at all
     * @return whether the state is another one than before
     */
    boolean publish(ReadTransfer transfer, Sent sent, long nowNanos) {
        acknowledgedBytes = transfer.acknowledgedBytes();
        resentBlocks = transfer.resentBlocks();
        timeouts = transfer.timeouts();
        roundTripNanos = transfer.roundTripNanos();
        if (sent != Sent.NOTHING && toFirstAnswerNanos == 0) {
            toFirstAnswerNanos = Math.max(1, nowNanos - startedNanos);
        }
        if (sent == Sent.BLOCKS && toFirstBlockNanos == 0) {
            toFirstBlockNanos = Math.max(1, nowNanos - startedNanos);
        }
        State now = transfer.state() == TransferState.NEGOTIATING ? State.NEGOTIATING : State.SENDING;
        if (now == state) {
            return false;
        }
        state = now;
        return true;
    }

    /** The session ended; gives its last view. */
    TransferView ended(State last, String reason, long nowNanos) {
        state = last;
        return view(nowNanos, reason);
    }

    /** A snapshot of a running session. */
    TransferView view(long nowNanos) {
        return view(nowNanos, "");
    }

    private TransferView view(long nowNanos, String reason) {
        Agreement terms = agreed;
        return new TransferView(
                context.id(),
                context.asked().client(),
                context.socket().address(),
                context.asked().path(),
                origin,
                place,
                state,
                new TransferTerms(mode, asked, terms.options(), terms.blockSize(), terms.windowSize()),
                new TransferProgress(
                        sizeBytes,
                        acknowledgedBytes,
                        resentBlocks,
                        timeouts,
                        Duration.ofNanos(toFirstAnswerNanos),
                        Duration.ofNanos(toFirstBlockNanos),
                        Duration.ofNanos(roundTripNanos)),
                startedAt,
                Duration.ofNanos(nowNanos - startedNanos),
                reason);
    }
}
