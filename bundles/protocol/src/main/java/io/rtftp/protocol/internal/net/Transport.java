package io.rtftp.protocol.internal.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.Inet4Address;
import java.net.InetAddress;

/** How packets reach the kernel. */
enum Transport {
    /** Linux's epoll by JNI: many packets per system call, and the address an IPv4 packet was sent to is known. */
    EPOLL {
        @Override
        IoHandlerFactory handlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        Bootstrap socket(InetAddress local) {
            return options(new Bootstrap())
                    .channelFactory(() -> new EpollDatagramChannel(family(local)))
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM_BYTES)
                    .option(EpollChannelOption.IP_RECVORIGDSTADDR, true);
        }
    },
    /** The JDK's own channels, one packet per system call. */
    NIO {
        @Override
        IoHandlerFactory handlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        Bootstrap socket(InetAddress local) {
            return options(new Bootstrap()).channelFactory(() -> new NioDatagramChannel(family(local)));
        }
    };

    /** What is received of one datagram; longer ones are cut, and the requests of real clients are far shorter. */
    private static final int DATAGRAM_BYTES = 2_048;

    private static final int DATAGRAMS_AT_ONCE = 32;
    private static final int KERNEL_BUFFER_BYTES = 4 << 20;

    /** The best there is on this machine. */
    static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    abstract IoHandlerFactory handlers();

    /** A socket to be bound to {@code local}, without group and handler. */
    abstract Bootstrap socket(InetAddress local);

    private static Bootstrap options(Bootstrap socket) {
        return socket.option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(DATAGRAM_BYTES * DATAGRAMS_AT_ONCE))
                .option(ChannelOption.SO_RCVBUF, KERNEL_BUFFER_BYTES)
                .option(ChannelOption.SO_SNDBUF, KERNEL_BUFFER_BYTES);
    }

    private static SocketProtocolFamily family(InetAddress local) {
        return local instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    }
}
