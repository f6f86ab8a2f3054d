package io.rtftp.protocol.internal.net;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ResolverChain;
import io.rtftp.api.file.ResolverFailedException;
import io.rtftp.api.file.ServedFile;
import io.rtftp.api.transfer.TransferView;
import io.rtftp.api.transfer.TransferView.State;
import io.rtftp.protocol.internal.negotiate.Agreement;
import io.rtftp.protocol.internal.negotiate.Negotiation;
import io.rtftp.protocol.internal.netascii.NetasciiFile;
import io.rtftp.protocol.internal.transfer.TransferOutput.Outcome;
import io.rtftp.protocol.internal.wire.ErrorCode;
import io.rtftp.protocol.internal.wire.Packet;
import io.rtftp.protocol.internal.wire.Packet.ReadRequest;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One request of one client, from the question to the chain to the last acknowledgement: has the file found, negotiates, and has it sent. It
 * owns the file from the moment it is found.
 */
final class Session implements Sending.Listener {

    static final String NETASCII = "netascii";

    private static final int MESSAGE_CHARS = 400; // with its numbers well below the smallest MTU
    private static final long LEAST_REPEAT_NANOS = 100_000_000L;
    private static final long CHAIN_PATIENCE_NANOS = 30_000_000_000L;
    private static final long LOOK_AGAIN_NANOS = 1_000_000_000L; // where nothing is due that is known of
    private static final long PUBLISHED_EVERY_NANOS = 100_000_000L; // what others see of a transfer under way

    private final Context context;
    private final Loop loop;
    private final Alarms alarms;
    private final SessionRecord record;
    private final Alarms.Alarm alarm = new Alarms.Alarm(this::onTime);
    private final ReadRequest request;
    private @Nullable Sending sending;
    private @Nullable ServedFile translating;
    private @Nullable ResolverChain asking;
    private boolean found;
    private boolean answered;
    private boolean ended;
    private long windowBytes;
    private long heardNanos;
    private long repeatedNanos;
    private long publishedNanos;

    Session(Context context, ReadRequest request) {
        this.context = context;
        this.loop = context.server.loop();
        this.alarms = context.server.sessions().alarms();
        this.request = request;
        this.heardNanos = loop.nowNanos();
        this.repeatedNanos = heardNanos;
        this.record = new SessionRecord(context, request.mode(), request.options(), heardNanos);
    }

    /**
     * Where a session comes from and what it works with.
     *
     * @param socket answers leave from it
     * @param limits the limits at the moment of the request
     */
    record Context(long id, FileRequest asked, UdpSocket socket, ServerParts server, SessionLimits limits) {}

    long id() {
        return context.id;
    }

    InetSocketAddress client() {
        return context.asked.client();
    }

    String path() {
        return context.asked.path();
    }

    /** Rings when it has to look at the clock. */
    Alarms.Alarm alarm() {
        return alarm;
    }

    /** A snapshot; any thread. */
    TransferView view() {
        return record.view(now());
    }

    /** Has the file found by {@code chain}; null: there is none yet, and it waits. */
    void begin(@Nullable ResolverChain chain) {
        context.socket.join(client(), this);
        context.server.sessions().add(this);
        wake(now());
        ask(chain);
    }

    /** Where the file is not found yet, this one is asked for it from now on; of what another one still says, only a file counts. */
    void ask(@Nullable ResolverChain chain) {
        if (ended || found || chain == asking) {
            return;
        }
        asking = chain;
        if (chain != null) {
            loop.onLoop(
                    Loop.attempt(() -> chain.resolve(context.asked)),
                    (resolution, failure) -> onResolved(chain, resolution, failure),
                    (late, failure) -> Optional.ofNullable(late).ifPresent(Resolution::discard));
        }
    }

    /**
     * The client asked the same again before it answered anything. Copies that come faster than any client repeats itself are not
     * answered: the address may be forged.
     */
    void onRepeatedRequest() {
        long now = now();
        if (sending != null && now - repeatedNanos >= LEAST_REPEAT_NANOS) {
            repeatedNanos = now;
            sending.transfer().onRepeatedRequest(now);
        }
    }

    /** The client acknowledged a block. */
    void onAck(int wireBlock) {
        Sending running = sending;
        if (running != null) {
            if (!answered) {
                answered = true;
                context.server.sessions().answered(this);
            }
            boolean underWay = running.sent() == SessionRecord.Sent.BLOCKS;
            heardNanos = now();
            running.transfer().onAck(wireBlock, heardNanos);
            if (underWay && heardNanos - publishedNanos < PUBLISHED_EVERY_NANOS) {
                wake(heardNanos);
            } else {
                publish(running, heardNanos);
            }
        }
    }

    /** The client sent an ERROR. */
    void onError(ByteBuffer datagram) {
        end(State.ABORTED, Failures.said(datagram));
    }

    /** Time has passed; sees to it that it is called again. */
    void onTime(long nowNanos) {
        Sending running = sending;
        if (running != null && running.isDue(nowNanos)) {
            running.transfer().onTime(nowNanos);
            publish(running, nowNanos);
        } else if (asking == null && !found && isSilentFor(CHAIN_PATIENCE_NANOS, nowNanos)) {
            end(State.FAILED, "no resolver chain was there");
        }
        wake(nowNanos);
    }

    private void wake(long nowNanos) {
        Sending running = sending;
        if (!ended) {
            long inNanos = running == null ? LOOK_AGAIN_NANOS : running.dueInNanos(nowNanos, LOOK_AGAIN_NANOS);
            alarms.wakeBy(alarm, nowNanos + inNanos);
        }
    }

    /** Whether the client has acknowledged anything: its address is no forged one. */
    boolean isAnswered() {
        return answered;
    }

    /** Whether the client has been silent for this long. */
    boolean isSilentFor(long nanos, long nowNanos) {
        return nowNanos - heardNanos >= nanos;
    }

    /** Ends it with an ERROR to the client. */
    void cancel(String reason) {
        fail(State.CANCELLED, ErrorCode.NOT_DEFINED, reason);
    }

    /** Ends it without a word to the client, which asked for something else from the same port. */
    void supersede(String path) {
        end(State.ABORTED, "the client asked for " + path + " from the same port");
    }

    /** Ends it without a word to the client, which has not answered and may be a forged address. */
    void makeRoom() {
        end(State.FAILED, "the client had not answered when others needed the room");
    }

    /** Ends it without a word where nothing has been sent: the client repeats its request. */
    void forgetUnlessSending(String reason) {
        if (sending == null) {
            end(State.CANCELLED, reason);
        }
    }

    /** When the client was last heard of. */
    long heardNanos() {
        return heardNanos;
    }

    private void onResolved(ResolverChain by, @Nullable Resolution resolution, @Nullable Throwable failure) {
        if (ended || found) {
            Optional.ofNullable(resolution).ifPresent(Resolution::discard);
        } else if (resolution instanceof Resolution.Found there) {
            found = true;
            record.place(there.place());
            onFound(there.file());
        } else if (by != asking) {
            return; // it was replaced, and knew less than the next one does
        } else if (failure != null || resolution == null) {
            if (Failures.cause(failure) instanceof ResolverFailedException failed) {
                record.place(failed.resolver());
            }
            fail(State.FAILED, ErrorCode.NOT_DEFINED, Failures.reason(failure));
        } else if (resolution instanceof Resolution.Refused refused) {
            record.place(refused.place());
            fail(State.REFUSED, ErrorCode.ACCESS_VIOLATION, refused.reason());
        } else if (resolution instanceof Resolution.NotHere notHere) {
            tell(ErrorCode.FILE_NOT_FOUND, "File not found");
            end(State.NOT_FOUND, notHere.why());
        }
    }

    private void onFound(ServedFile found) {
        if (request.mode().equals(NETASCII)) {
            translating = found;
            loop.onLoop(
                    Loop.attempt(() -> NetasciiFile.of(found)),
                    this::onTranslated,
                    (late, failure) -> Optional.ofNullable(late).ifPresent(ServedFile::close));
        } else {
            send(found, OptionalLong.of(found.size()));
        }
    }

    private void onTranslated(@Nullable ServedFile translated, @Nullable Throwable failure) {
        if (translated == null) {
            fail(State.FAILED, ErrorCode.NOT_DEFINED, Failures.reason(failure));
        } else if (ended) {
            translated.close();
        } else {
            send(translated, OptionalLong.empty());
        }
    }

    private void send(ServedFile opened, OptionalLong tellableSize) {
        WindowBudget windows = context.server.sessions().windows();
        Agreement agreed = Negotiation.agree(
                request.options(), context.limits.granted().withWindowOf(windows.mostBytes()), tellableSize);
        windowBytes = (long) agreed.windowSize() * agreed.blockSize();
        windows.take(windowBytes);
        Sending beginning = new Sending(context, opened, agreed, this);
        sending = beginning;
        record.agreed(opened, agreed);
        long now = now();
        beginning.transfer().start(now);
        publish(beginning, now);
    }

    @Override
    public void moved(Sending running, long nowNanos) {
        publish(running, nowNanos);
    }

    @Override
    public void unreadable(String reason) {
        fail(State.FAILED, ErrorCode.NOT_DEFINED, reason);
    }

    @Override
    public void ended(Outcome outcome) {
        switch (outcome) {
            case COMPLETED -> end(State.COMPLETED, "");
            case LAST_ACK_MISSING -> end(State.COMPLETED, "all was sent, and the last ACK did not come");
            case CLIENT_SILENT -> end(State.FAILED, "the client was silent");
            case STOPPED -> {} // said where it was heard of
        }
    }

    private void fail(State state, ErrorCode code, String message) {
        if (!ended) {
            tell(code, message);
            end(state, message);
        }
    }

    private void tell(ErrorCode code, String message) {
        String cut = message.length() > MESSAGE_CHARS ? message.substring(0, MESSAGE_CHARS) : message;
        context.socket.outbox().send(new Packet.Failure(code, cut), client());
    }

    private void end(State state, String reason) {
        if (ended) {
            return;
        }
        ended = true;
        long now = now();
        if (sending != null) {
            publish(sending, now);
            sending.stop();
            context.server.sessions().windows().giveBack(windowBytes);
        } else if (translating != null) {
            translating.close(); // it is read no further
        }
        context.socket.leave(client(), this);
        TransferView last = record.ended(state, reason, now);
        context.server.sessions().remove(this, last);
        context.server.diary().transferChanged(last);
    }

    private void publish(Sending running, long nowNanos) {
        wake(nowNanos);
        publishedNanos = nowNanos;
        boolean changed = record.publish(running.transfer(), running.sent(), nowNanos);
        if (changed && !ended && context.server.diary().isHeard()) {
            context.server.diary().transferChanged(view());
        }
    }

    private long now() {
        return loop.nowNanos();
    }
}
