package io.rtftp.api.server;

/**
 * What a server has dropped and refused since it was started, besides the transfers, which {@link io.rtftp.api.transfer.TransferRegistry}
 * tells of. Each number only grows.
 *
 * @param malformed requests that could not be read, or asked for something that no path is; their clients got an ERROR
 * @param writes write requests, which a read-only server refuses
 * @param overLimit requests that were not answered, because their client or all clients together had as many transfers as they may
 * @param ignored datagrams that were no request and belonged to no transfer, or came from a sender that is not heard
 * @param missedEvents changes of transfers that listeners were not told of, because they were too slow
 */
public record ServerCounts(long malformed, long writes, long overLimit, long ignored, long missedEvents) {}
