package io.rtftp.protocol.internal.net;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What an operator sets; {@code etc/io.rtftp.cfg} explains each.
 *
 * @param listen where requests are received
 * @param idleTimeout how long sockets of a local address stay open that no client uses
 * @param blockSizeMax the largest block granted; empty: what fits the interface's MTU
 * @param windowBytesMax the largest window granted, in bytes
 * @param retransmissions how often a silent client is sent the same again
 * @param firstTimeout how long the first answer may take where the client gave no time of its own
 * @param sessionsPerClient how many transfers one client address may have at once
 * @param sessionsMax how many transfers there may be at once
 * @param allowed whose requests are heard
 * @param singlePort whether answers leave from the listening port, for NAT and containers
 */
public record ServerSettings(
        ListenAddress listen,
        Duration idleTimeout,
        OptionalInt blockSizeMax,
        int windowBytesMax,
        int retransmissions,
        Duration firstTimeout,
        int sessionsPerClient,
        int sessionsMax,
        AllowedNetworks allowed,
        boolean singlePort) {}
