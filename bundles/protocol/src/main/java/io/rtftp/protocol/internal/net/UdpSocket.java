package io.rtftp.protocol.internal.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import io.rtftp.protocol.internal.wire.ErrorCode;
import io.rtftp.protocol.internal.wire.Opcode;
import io.rtftp.protocol.internal.wire.Packet;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One bound UDP socket. Many sessions share it, told apart by the client's address and port; a socket that listens hears requests
 * too.
 */
final class UdpSocket extends ChannelInboundHandlerAdapter {

    /** Hears the requests that arrive on listening sockets. */
    interface RequestHandler {

        /**
         * A read or write request arrived; the packet is released after the call.
         *
         * @param opcode {@link Opcode#READ_REQUEST} or {@link Opcode#WRITE_REQUEST}
         */
        void onRequest(int opcode, DatagramPacket datagram, UdpSocket socket);
    }

    private static final int ACK_BYTES = 4;

    private final Diary diary;
    private final Outbox outbox;
    private final Predicate<InetSocketAddress> heard;
    private final Map<InetSocketAddress, Session> sessions;
    private final @Nullable RequestHandler requests;
    private @Nullable Channel channel;
    private InetSocketAddress address;
    private int joined;
    private boolean closing;

    private UdpSocket(Shared shared, InetSocketAddress address, @Nullable Ear ear) {
        this.diary = shared.diary();
        this.outbox = new Outbox(shared.loop(), shared.buffers(), this::onFull);
        this.heard = shared.heard();
        this.address = address;
        this.requests = ear == null ? null : ear.requests();
        this.sessions = ear == null ? new HashMap<>() : ear.sessions();
    }

    /**
     * What makes a socket listen.
     *
     * @param requests hears the requests
     * @param sessions the sessions that use a listening port, by client; a client's packets may arrive at another socket of the
     *     same port than its request did, when one is opened beside it
     */
    record Ear(RequestHandler requests, Map<InetSocketAddress, Session> sessions) {}

    /**
     * What all sockets of a server share.
     *
     * @param heard whether a sender may have an answer
     */
    record Shared(Transport transport, Loop loop, Diary diary, Buffers buffers, Predicate<InetSocketAddress> heard) {}

    /**
     * Binds a socket; on the loop.
     *
     * @param local the address and port to bind; port 0 is a random one
     * @param besideOthers whether other sockets of this server may have the same port
     * @param ear makes it listen; none: it does not
     * @return completes on the loop
     */
    static CompletionStage<UdpSocket> open(
            Shared shared, InetSocketAddress local, boolean besideOthers, @Nullable Ear ear) {
        UdpSocket socket = new UdpSocket(shared, local, ear);
        CompletableFuture<UdpSocket> opened = new CompletableFuture<>();
        ChannelFuture bound = shared.transport()
                .socket(local.getAddress(), shared.buffers().incoming(), ear != null)
                .group(shared.loop().executor())
                .option(ChannelOption.SO_REUSEADDR, besideOthers)
                .handler(socket)
                .bind(local);
        bound.addListener(result -> {
            if (result.isSuccess()) {
                opened.complete(socket.bound(bound.channel()));
            } else {
                opened.completeExceptionally(result.cause());
            }
        });
        return opened;
    }

    private UdpSocket bound(Channel bound) {
        channel = bound;
        outbox.open(bound);
        address = (InetSocketAddress) bound.localAddress();
        return this;
    }

    /** Lets other sockets of this server bind the same port at other addresses from now on. */
    void admitOthers() {
        if (channel != null) {
            channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
        }
    }

    /** The address and port it is bound to: a server TID. */
    InetSocketAddress address() {
        return address;
    }

    /** Whether it hears requests. */
    boolean listens() {
        return requests != null;
    }

    /** Whether packets from {@code client} would go to a session already. */
    boolean serves(InetSocketAddress client) {
        return sessions.containsKey(client);
    }

    /** The session that packets from {@code client} go to. */
    @Nullable
    Session sessionOf(InetSocketAddress client) {
        return sessions.get(client);
    }

    /** Sends what comes from {@code client} to {@code session}. */
    void join(InetSocketAddress client, Session session) {
        sessions.put(client, session);
        joined++;
    }

    /** Undoes {@link #join}. */
    void leave(InetSocketAddress client, Session session) {
        if (sessions.remove(client, session)) {
            joined--;
        }
        if (closing) {
            closeIfIdle();
        }
    }

    /** Whether no session answers from it. */
    boolean isIdle() {
        return joined == 0;
    }

    /** Closes as soon as no session uses it any more. */
    void retire() {
        closing = true;
        closeIfIdle();
    }

    /** Closes now; what was sent before leaves first. */
    void close() {
        closing = true;
        if (channel != null) {
            channel.flush();
            channel.close().addListener(closed -> {
                if (!closed.isSuccess()) {
                    diary.note(Diary.Topic.SOCKET, () -> "socket " + address + " does not close: " + closed.cause());
                }
            });
        }
    }

    /** Whether it was closed, or will be. */
    boolean isClosing() {
        return closing;
    }

    /** What leaves from it. */
    Outbox outbox() {
        return outbox;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            onDatagram((DatagramPacket) message);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        diary.note(Diary.Topic.SOCKET, () -> "socket " + address + ": " + cause.getMessage());
    }

    private void onDatagram(DatagramPacket datagram) {
        ByteBuf content = datagram.content();
        int opcode = content.readableBytes() < 2 ? 0 : content.getUnsignedShort(content.readerIndex());
        boolean request = opcode == Opcode.READ_REQUEST || opcode == Opcode.WRITE_REQUEST;
        if (request && requests != null) {
            if (!closing) {
                requests.onRequest(opcode, datagram, this);
            }
            return;
        }
        Session session = sessions.get(datagram.sender());
        if (session == null) {
            onStranger(opcode, datagram);
        } else if (opcode == Opcode.ACK && content.readableBytes() >= ACK_BYTES) {
            session.onAck(content.getUnsignedShort(content.readerIndex() + 2));
        } else if (opcode == Opcode.ERROR) {
            session.onError(content.nioBuffer());
        } else {
            diary.ignored(datagram.sender());
        }
    }

    private void onFull() {
        diary.note(Diary.Topic.SOCKET, () -> "socket " + address + ": packets were dropped, too many wait to be sent");
    }

    /**
     * A wrong TID gets ERROR 5 and nothing else happens (RFC 1350 §4); an ERROR is never answered, nor what is no packet, nor who is not
     * heard.
     */
    private void onStranger(int opcode, DatagramPacket datagram) {
        boolean answerable = opcode == Opcode.ACK || opcode == Opcode.DATA || opcode == Opcode.OPTION_ACK;
        if (answerable && (requests == null || !sessions.isEmpty()) && heard.test(datagram.sender())) {
            outbox.send(new Packet.Failure(ErrorCode.UNKNOWN_TRANSFER_ID, "Unknown transfer ID"), datagram.sender());
        } else {
            diary.ignored(datagram.sender());
        }
    }

    private void closeIfIdle() {
        if (isIdle()) {
            close();
        }
    }
}
