package io.rtftp.protocol.internal.net;

import io.netty.channel.socket.DatagramPacket;
import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.RequestedPath;
import io.rtftp.api.file.ResolverChain;
import io.rtftp.protocol.internal.negotiate.Limits;
import io.rtftp.protocol.internal.transfer.Pacing;
import io.rtftp.protocol.internal.wire.ErrorCode;
import io.rtftp.protocol.internal.wire.MalformedPacketException;
import io.rtftp.protocol.internal.wire.Opcode;
import io.rtftp.protocol.internal.wire.Packet;
import io.rtftp.protocol.internal.wire.Packet.ReadRequest;
import io.rtftp.protocol.internal.wire.PacketCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Receives requests: decides whether they are heard at all, refuses what can't be served, knows a repeated one from a new one, and opens
 * a session for the rest. What is no request is never answered.
 */
final class RequestDesk implements UdpSocket.RequestHandler {

    /** A forged request from one of these would set two servers talking: echo, chargen, TFTP itself, and no port at all. */
    private static final Set<Integer> NO_CLIENT_PORTS = Set.of(0, 7, 19, 69);

    private static final String OCTET = "octet";

    /** A client that has said nothing for this long and asks again on the same port has started over. */
    private static final long STARTED_OVER_NANOS = 1_000_000_000L;

    private final ServerParts server;
    private final LocalAddresses localAddresses;
    private @Nullable Sockets sockets;
    private volatile @Nullable ResolverChain chain;
    private ServerSettings settings;
    private Pacing pacing; // one for all transfers: each ACK looks at it

    RequestDesk(ServerParts server, LocalAddresses localAddresses, ServerSettings settings) {
        this.server = server;
        this.localAddresses = localAddresses;
        this.settings = settings;
        this.pacing = pacing(settings);
    }

    /** Answers leave from these. */
    void sockets(Sockets now) {
        sockets = now;
    }

    /** Requests that come from now on are served by these settings. */
    void settings(ServerSettings now) {
        settings = now;
        pacing = pacing(now);
    }

    private static Pacing pacing(ServerSettings settings) {
        return Pacing.ofServer(settings.firstTimeout().toNanos(), settings.retransmissions());
    }

    /** Files are found here from now on; null: nowhere, and requests wait. Any thread: a chain that goes is asked no more. */
    void chain(@Nullable ResolverChain now) {
        chain = now;
    }

    @Override
    public void onRequest(int opcode, DatagramPacket datagram, UdpSocket socket) {
        InetSocketAddress client = datagram.sender();
        Sockets open = sockets;
        InetAddress local = open == null ? null : destination(datagram, open);
        String unheard =
                open == null || local == null ? "it is not known where it came to" : whyNotHeard(client, local);
        if (open == null || local == null || unheard != null) {
            server.diary()
                    .note(
                            Diary.Topic.UNHEARD,
                            () -> "did not hear a request from " + Endpoint.text(client) + ": " + unheard);
            return;
        }
        Packet packet = decode(opcode, datagram.content().nioBuffer());
        open.poolAt(local, settings.singlePort()).whenComplete((pool, failure) -> {
            if (failure != null) {
                server.diary()
                        .note(
                                Diary.Topic.SOCKET,
                                () -> "cannot answer from " + local.getHostAddress() + ": " + failure);
            } else {
                answer(packet, client, local, pool);
            }
        });
    }

    private void answer(Packet packet, InetSocketAddress client, InetAddress local, SocketPool pool) {
        if (packet instanceof ReadRequest request) {
            serve(request, client, local, pool);
        } else if (packet instanceof Packet.WriteRequest write) {
            refuse(
                    Diary.Topic.WRITE,
                    pool,
                    client,
                    new Packet.Failure(ErrorCode.ACCESS_VIOLATION, "this server is read-only: " + write.name()));
        } else if (packet instanceof Packet.Failure malformed) {
            refuse(Diary.Topic.MALFORMED, pool, client, malformed);
        }
    }

    private void serve(ReadRequest request, InetSocketAddress client, InetAddress local, SocketPool pool) {
        if (!request.mode().equals(OCTET) && !request.mode().equals(Session.NETASCII)) {
            refuse(
                    Diary.Topic.MALFORMED,
                    pool,
                    client,
                    new Packet.Failure(ErrorCode.ILLEGAL_OPERATION, "the mode must be octet or netascii"));
            return;
        }
        FileRequest asked;
        try {
            asked = new FileRequest(RequestedPath.normalise(request.name()), client);
        } catch (IllegalArgumentException notAPath) {
            refuse(
                    Diary.Topic.MALFORMED,
                    pool,
                    client,
                    new Packet.Failure(ErrorCode.ACCESS_VIOLATION, String.valueOf(notAPath.getMessage())));
            return;
        }
        Session repeated = server.sessions().unanswered(client, asked.path());
        if (repeated != null) {
            repeated.onRepeatedRequest();
        } else if (isRoomFor(asked, pool)) {
            open(asked, request, local, pool);
        }
    }

    private void open(FileRequest asked, ReadRequest request, InetAddress local, SocketPool pool) {
        long now = server.loop().nowNanos();
        UdpSocket socket = pool.pick(asked.client(), now);
        if (socket == null) {
            limit(asked, "its port has a transfer on every socket");
            return;
        }
        int fitting = settings.blockSizeMax().orElseGet(() -> localAddresses.blockSizeThatFits(local, now));
        SessionLimits limits = new SessionLimits(new Limits(fitting, settings.windowBytesMax()), pacing);
        new Session(new Session.Context(server.sessions().nextId(), asked, socket, server, limits), request)
                .begin(chain);
    }

    private boolean isRoomFor(FileRequest asked, SocketPool pool) {
        Session inTheWay = pool.sessionInTheWayOf(asked.client());
        if (inTheWay != null) {
            // Where one port on both sides has room for one transfer, a client that has answered must be able to go on
            // to
            // its next file at once; but a copy of the request that began a transfer must not end it, nor a fifth one
            // any
            // of four, nor what may be forged.
            boolean mayEnd = settings.singlePort()
                    && inTheWay.isAnswered()
                    && !inTheWay.path().equals(asked.path());
            if (!mayEnd
                    && !inTheWay.isSilentFor(STARTED_OVER_NANOS, server.loop().nowNanos())) {
                return false;
            }
            inTheWay.supersede(asked.path());
        }
        Sessions sessions = server.sessions();
        if (sessions.of(asked.client().getAddress()) >= settings.sessionsPerClient()) {
            limit(asked, "it has " + settings.sessionsPerClient() + " transfers");
            return false;
        }
        if (sessions.count() >= settings.sessionsMax() && !sessions.makeRoom()) {
            limit(asked, "the server has " + settings.sessionsMax() + " transfers");
            return false;
        }
        return true;
    }

    private void limit(FileRequest asked, String why) {
        server.diary()
                .note(
                        Diary.Topic.LIMIT,
                        () -> "did not answer " + Endpoint.text(asked.client()) + " asking for " + asked.path() + ": "
                                + why);
    }

    private void refuse(Diary.Topic topic, SocketPool pool, InetSocketAddress client, Packet.Failure answer) {
        UdpSocket socket = pool.pick(client, server.loop().nowNanos());
        server.diary()
                .note(
                        topic,
                        () -> "refused a request from " + Endpoint.text(client) + ": "
                                + TransferLine.printable(answer.message()));
        if (socket != null) {
            socket.outbox().send(answer, client);
        }
    }

    /** Whether a sender may have an answer. */
    boolean hears(InetSocketAddress sender) {
        return whyNotHeard(sender) == null;
    }

    /** Why a request is not looked at; null where it is. */
    private @Nullable String whyNotHeard(InetSocketAddress client, InetAddress local) {
        String why = whyNotHeard(client);
        return why != null || localAddresses.isUnicast(local, server.loop().nowNanos())
                ? why
                : "it was sent to everyone, not to this server";
    }

    private @Nullable String whyNotHeard(InetSocketAddress client) {
        InetAddress address = client.getAddress();
        if (!settings.allowed().allow(address)) {
            return "its address is in none of allowed_networks";
        }
        if (NO_CLIENT_PORTS.contains(client.getPort())) {
            return "its port is another service's";
        }
        boolean isOneHosts = !address.isAnyLocalAddress()
                && !address.isMulticastAddress()
                && localAddresses.isUnicast(address, server.loop().nowNanos());
        return isOneHosts ? null : "its address is no single host's";
    }

    private static @Nullable InetAddress destination(DatagramPacket datagram, Sockets sockets) {
        InetSocketAddress recipient = datagram.recipient();
        return recipient == null || recipient.getAddress().isAnyLocalAddress()
                ? sockets.guessDestination(datagram.sender())
                : recipient.getAddress();
    }

    /** A request, or the ERROR that answers what is none. */
    private static Packet decode(int opcode, ByteBuffer datagram) {
        try {
            return PacketCodec.decode(datagram);
        } catch (MalformedPacketException malformed) {
            String what = opcode == Opcode.READ_REQUEST ? "read request: " : "write request: ";
            return new Packet.Failure(ErrorCode.ILLEGAL_OPERATION, "malformed " + what + malformed.getMessage());
        }
    }
}
