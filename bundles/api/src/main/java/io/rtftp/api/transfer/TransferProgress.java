package io.rtftp.api.transfer;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How far a transfer is. Of one that runs, what came in the tenth of a second before the last ACK may be missing.
 *
 * @param sizeBytes the file's size as it is sent; empty until it is found
 * @param acknowledgedBytes bytes the client has acknowledged
 * @param resentBlocks DATA packets sent more than once
 * @param timeouts how often the client was silent for longer than it should
 * @param toFirstAnswer from the request to the first packet of the answer; zero until then
 * @param toFirstBlock from the request to the first DATA packet; zero until then
 * @param roundTrip the smoothed time from a packet to its acknowledgement; zero until it was measured
 */
public record TransferProgress(
        OptionalLong sizeBytes,
        long acknowledgedBytes,
        long resentBlocks,
        long timeouts,
        Duration toFirstAnswer,
        Duration toFirstBlock,
        Duration roundTrip) {

    /** The percentage acknowledged, 0 to 100; an empty file is complete. Zero while the size is unknown. */
    public int percent() {
        long size = sizeBytes.orElse(-1);
        if (size <= 0) {
            return size == 0 ? 100 : 0;
        }
        return (int) (100.0 * acknowledgedBytes / size);
    }
}
