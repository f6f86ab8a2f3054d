package io.rtftp.protocol.internal.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SelectStrategyFactory;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.channels.spi.SelectorProvider;

/** How packets reach the kernel. */
enum Transport {
    /** Linux's epoll by JNI: many packets per system call, and the address an IPv4 packet was sent to is known. */
    EPOLL {
        @Override
        IoHandlerFactory handlers(SelectStrategyFactory strategies) {
            return EpollIoHandler.newFactory(0, strategies);
        }

        @Override
        Bootstrap socket(InetAddress local, Incoming incoming, boolean tellDestinations) {
            return options(incoming)
                    .channelFactory(() -> new EpollDatagramChannel(family(local)))
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, Incoming.DATAGRAM_BYTES)
                    .option(EpollChannelOption.IP_RECVORIGDSTADDR, tellDestinations);
        }
    },
    /** The JDK's own channels, one packet per system call. */
    NIO {
        @Override
        IoHandlerFactory handlers(SelectStrategyFactory strategies) {
            return NioIoHandler.newFactory(SelectorProvider.provider(), strategies);
        }

        @Override
        Bootstrap socket(InetAddress local, Incoming incoming, boolean tellDestinations) {
            return options(incoming).channelFactory(() -> new NioDatagramChannel(family(local)));
        }
    };

    private static final int KERNEL_BUFFER_BYTES = 4 << 20;

    /** What may wait in one socket for the kernel: a multiple of what leaves in one turn of the loop. */
    private static final WriteBufferWaterMark WAITING_BYTES = new WriteBufferWaterMark(16 << 20, 32 << 20);

    /** The best there is on this machine. */
    static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    abstract IoHandlerFactory handlers(SelectStrategyFactory strategies);

    /**
     * A socket to be bound to {@code local}, without group and handler.
     *
     * @param tellDestinations whether the address that a packet was sent to is to be known, where the transport can tell
     */
    abstract Bootstrap socket(InetAddress local, Incoming incoming, boolean tellDestinations);

    private static Bootstrap options(Incoming incoming) {
        return new Bootstrap()
                .option(ChannelOption.RECVBUF_ALLOCATOR, incoming)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WAITING_BYTES)
                .option(ChannelOption.SO_RCVBUF, KERNEL_BUFFER_BYTES)
                .option(ChannelOption.SO_SNDBUF, KERNEL_BUFFER_BYTES);
    }

    private static SocketProtocolFamily family(InetAddress local) {
        return local instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    }
}
