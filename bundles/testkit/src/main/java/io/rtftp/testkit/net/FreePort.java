package io.rtftp.testkit.net;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers that have to be told theirs. */
public final class FreePort {

    private static final int LEAST = 22_000;

    /** The kernel gives away those from 32768 on (ip_local_port_range, ip(7)), and might give one to somebody else before it is bound. */
    private static final int MOST = 32_000;

    private static final int TRIES_MOST = 1_000;

    private FreePort() {}

    /** A port that nobody uses now, over UDP or TCP, and that nobody is given unasked. */
    public static int any() {
        for (int tries = 0; tries < TRIES_MOST; tries++) {
            int port = ThreadLocalRandom.current().nextInt(LEAST, MOST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port from " + LEAST + " to " + MOST + " is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket tcp = new ServerSocket(port);
                DatagramSocket udp = new DatagramSocket(port)) {
            return tcp.isBound() && udp.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
