package io.rtftp.protocol.internal.transfer;

import io.rtftp.protocol.internal.transfer.TransferOutput.Outcome;
import io.rtftp.protocol.internal.wire.BlockNumber;
import java.nio.ByteBuffer;

/**
 * Sends one file to one client, window by window (RFC 1350, RFC 2347, RFC 7440). {@code docs/transfer.md} is its table of states
 * and events.
 *
 * <p>Blocks are counted from 1 as longs and cut to 16 bits only on the wire, so a file has no size limit. The window is
 * {@code acknowledged + 1 … acknowledged + windowSize}; {@code sent} is the last block of it that went out, and going back means
 * to lower it. What tells a gap from an echo is the hard part:
 *
 * <ul>
 *   <li>An ACK inside the window says that the block after it is missing: go back to it (RFC 7440 §4), unless it may be an
 *       {@linkplain Echoes echo}; then the window moves on and nothing is sent again.
 *   <li>An ACK of the block before the window may say that its first block is missing, or be a copy of an ACK seen before.
 *       In lock step it is never answered: that would double every packet from then on (the Sorcerer's Apprentice, RFC 1123
 *       §4.2.3.1). In a larger window it is answered when no answer to this window could have come sooner and when the client can
 *       have nothing left to echo: since blocks were last repeated, all of them have been acknowledged and one block more.
 *   <li>Any other ACK is old, or names a block that was never sent, and is ignored.
 * </ul>
 *
 * <p>A client counts its window from its own last ACK. When that ACK, of a gap, was lost, the client's window ends later than ours:
 * it has all that we repeat, waits for more before it says anything, and would wait for ever. So from the second silence on the
 * repeated window is followed by as many blocks as such a client can lack: one less than a window; and by a window more with each
 * further silence, since the ACK that this brings may be lost too, and the client counts on from there.
 *
 * <p>Not thread-safe: the driver calls from one thread.
 */
public final class ReadTransfer {

    private final TransferTerms terms;
    private final TransferOutput out;
    private final RoundTrip roundTrip;
    private final ReadAhead bytes;
    private final Echoes echoes;
    private final FirstContact firstContact;
    private final Silences silences;
    private final long lastBlock;

    private TransferState state = TransferState.NEGOTIATING;
    private boolean answered;
    private long acknowledged;
    private long sent;
    private long highestSent;
    private long resentBlocks;
    private long sentAtNanos;
    private long deadlineNanos;

    /** A transfer that has not begun. */
    public ReadTransfer(TransferTerms terms, TransferOutput out) {
        this.terms = terms;
        this.out = out;
        this.roundTrip = new RoundTrip(terms.pacing(), terms.windowBytes());
        this.echoes = new Echoes(roundTrip);
        this.bytes = new ReadAhead(terms);
        this.firstContact = new FirstContact(terms.optionsGranted());
        this.silences = new Silences(terms);
        this.lastBlock = terms.lastBlock();
    }

    /** Begins with the OACK, or with the first block where no option was granted. */
    public void start(long nowNanos) {
        if (terms.optionsGranted()) {
            sendOptionAck(nowNanos);
            fetchAhead(); // in the meantime
        } else {
            state = TransferState.SENDING;
            advance(nowNanos);
        }
    }

    /** The bytes asked for with {@link TransferOutput#fetch} at {@code position} are here; the buffer is the transfer's own. */
    public void onBytes(long position, ByteBuffer content, long nowNanos) {
        if (state != TransferState.ENDED) {
            bytes.onBytes(position, content);
            if (state == TransferState.SENDING) {
                sendWhatIsHere(nowNanos);
            }
        }
    }

    /** The client acknowledged everything up to the block with this number on the wire. */
    public void onAck(int wireBlock, long nowNanos) {
        switch (state) {
            case NEGOTIATING -> {
                if (wireBlock == 0) {
                    measure(0, nowNanos);
                    onAnswer();
                    state = TransferState.SENDING;
                    advance(nowNanos);
                }
            }
            case SENDING -> onBlockAck(BlockNumber.distance(acknowledged, wireBlock), nowNanos);
            case ENDED -> {}
        }
    }

    /** The client asked again with the same request: what it was sent first got lost. */
    public void onRepeatedRequest(long nowNanos) {
        if (!answered && state != TransferState.ENDED && firstContact.answersCopy()) {
            repeat(nowNanos);
        }
    }

    /** The client sent an ERROR, or the driver has a reason of its own to stop. */
    public void onError() {
        end(Outcome.STOPPED);
    }

    /** Time has passed; repeats what is overdue, or gives up. */
    public void onTime(long nowNanos) {
        if (!isWaiting() || nowNanos - deadlineNanos() < 0) {
            return;
        }
        if (echoes.isGapDue(nowNanos)) {
            repeat(nowNanos);
            return;
        }
        silences.onSilence(roundTrip.timeoutNanos());
        if (silences.exceedPatience(answered) || (!answered && firstContact.isOver(nowNanos))) {
            end(isOnlyTheLastAckMissing() ? Outcome.LAST_ACK_MISSING : Outcome.CLIENT_SILENT);
            return;
        }
        roundTrip.onSilence();
        if (answered || firstContact.repeatsAfter(silences.longOnes())) {
            repeat(nowNanos);
        } else {
            waitFrom(nowNanos); // without a word: its ACK may still come
        }
    }

    /** Whether an answer of the client is due; if so, {@link #onTime} has something to do at {@link #deadlineNanos}. */
    public boolean isWaiting() {
        return state == TransferState.NEGOTIATING
                || (state == TransferState.SENDING && sent > acknowledged && !isStarved());
    }

    /** When {@link #onTime} next has something to do; meaningless unless {@link #isWaiting}. */
    public long deadlineNanos() {
        return echoes.sooner(deadlineNanos);
    }

    /** Where the transfer stands. */
    public TransferState state() {
        return state;
    }

    /** Bytes of the file that the client has acknowledged. */
    public long acknowledgedBytes() {
        return Math.min(acknowledged * terms.blockSize(), terms.size());
    }

    /** DATA packets that were sent more than once. */
    public long resentBlocks() {
        return resentBlocks;
    }

    /** Waits that were in vain. */
    public long timeouts() {
        return silences.total();
    }

    /** The smoothed round trip; zero until measured. */
    public long roundTripNanos() {
        return roundTrip.smoothedNanos();
    }

    private void onBlockAck(int ahead, long nowNanos) {
        if (ahead == 0) {
            if (isGap(nowNanos)) {
                repeat(nowNanos);
            }
        } else if (ahead <= sent - acknowledged) {
            onNewAck(ahead, nowNanos);
        }
    }

    private void onNewAck(int ahead, long nowNanos) {
        acknowledged += ahead;
        echoes.onNewAck();
        measure(acknowledged, nowNanos);
        onAnswer();
        if (acknowledged == lastBlock) {
            end(Outcome.COMPLETED);
        } else if (acknowledged < sent && !echoes.isEcho(acknowledged, nowNanos)) {
            repeat(nowNanos);
        } else {
            advance(nowNanos);
        }
    }

    private boolean isGap(long nowNanos) {
        return terms.windowSize() > 1
                && sent > acknowledged
                && !echoes.mayBring(acknowledged)
                && nowNanos - sentAtNanos >= roundTrip.leastNanos();
    }

    /** Sends again all that was sent and not acknowledged; the OACK counts as block 0. */
    private void repeat(long nowNanos) {
        echoes.onRepeat(highestSent, nowNanos);
        if (state == TransferState.NEGOTIATING) {
            sendOptionAck(nowNanos);
        } else {
            sent = acknowledged;
            advance(nowNanos);
        }
    }

    private void advance(long nowNanos) {
        fetchAhead();
        if (silences.blocksBeyond() > 0) {
            bytes.fetchUpTo(Math.min(windowEnd() * terms.blockSize(), terms.size()), out);
        }
        sendWhatIsHere(nowNanos);
    }

    /** What the window needs; of what may be a forged address's file, one piece. */
    private void fetchAhead() {
        if (answered) {
            bytes.moveTo(acknowledged * terms.blockSize(), out);
        } else {
            bytes.fetchUpTo(1, out);
        }
    }

    private void sendWhatIsHere(long nowNanos) {
        long from = sent;
        long end = windowEnd();
        while (state == TransferState.SENDING && sent < end && isHere(sent + 1)) {
            sent++;
            out.sendData(BlockNumber.of(sent), bytes, terms.position(sent), terms.length(sent));
        }
        if (sent > from) {
            resentBlocks += Math.max(0, Math.min(sent, highestSent) - from);
            highestSent = Math.max(highestSent, sent);
            expectAnswer(nowNanos);
        }
    }

    private void sendOptionAck(long nowNanos) {
        out.sendOptionAck();
        expectAnswer(nowNanos);
    }

    private void expectAnswer(long nowNanos) {
        sentAtNanos = nowNanos;
        if (!answered) {
            firstContact.onSent(nowNanos);
        }
        waitFrom(nowNanos);
    }

    private void waitFrom(long nowNanos) {
        long wait = roundTrip.timeoutNanos();
        deadlineNanos = nowNanos + (answered ? wait : firstContact.shortened(wait, nowNanos));
    }

    /**
     * Of blocks that were repeated nobody knows which copy was answered (RFC 6298 §3, Karn's rule); and before the client told of a gap
     * it may have waited for the rest.
     */
    private void measure(long block, long nowNanos) {
        long took = nowNanos - sentAtNanos;
        if (echoes.mayBring(block)) {
            roundTrip.onRepeatAnswered(took);
        } else if (block == sent) {
            roundTrip.onMeasured(took);
        } else {
            roundTrip.onMeasuredAtMost(took);
        }
    }

    private void onAnswer() {
        answered = true;
        silences.onAnswer();
        roundTrip.onAnswered();
    }

    /** The last block that may be out now; until the client has answered once, one (it may be a forged address). */
    private long windowEnd() {
        return Math.min(acknowledged + (answered ? terms.windowSize() + silences.blocksBeyond() : 1), lastBlock);
    }

    /** All that could be done was done, and the client may well have the file (RFC 1350 §6). */
    private boolean isOnlyTheLastAckMissing() {
        return answered && sent == lastBlock && acknowledged + terms.windowSize() >= lastBlock;
    }

    /** The window could go on and its bytes are not here: the client is not to blame for the silence. */
    private boolean isStarved() {
        return sent < windowEnd() && !isHere(sent + 1);
    }

    private boolean isHere(long block) {
        return bytes.has(terms.position(block), terms.length(block));
    }

    private void end(Outcome outcome) {
        if (state != TransferState.ENDED) {
            state = TransferState.ENDED;
            bytes.close();
            out.ended(outcome);
        }
    }
}
