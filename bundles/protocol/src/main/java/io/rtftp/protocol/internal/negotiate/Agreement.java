package io.rtftp.protocol.internal.negotiate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What was granted.
 *
 * @param options the OACK's options in the order they go out; empty means that no OACK is sent (RFC 2347)
 * @param blockSize bytes in every block but the last
 * @param windowSize blocks sent before an acknowledgement is due
 * @param timeoutSeconds the client's own retransmission time, where it gave one (RFC 2349)
 */
public record Agreement(Map<String, String> options, int blockSize, int windowSize, OptionalInt timeoutSeconds) {

    /** Copies the options, keeping their order. */
    public Agreement {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
}
