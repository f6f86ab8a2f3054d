package io.rtftp.api.transfer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a client asked for and what was agreed.
 *
 * @param mode the transfer mode, {@code octet} or {@code netascii}
 * @param asked the options of the request, in its order (RFC 2347)
 * @param agreed the options of the OACK, in its order; empty when none went out
 * @param blockSize bytes in every block but the last (RFC 2348)
 * @param windowSize blocks sent before an acknowledgement is due (RFC 7440)
 */
public record TransferTerms(
        String mode, Map<String, String> asked, Map<String, String> agreed, int blockSize, int windowSize) {

    /** Copies the maps, keeping their order. */
    public TransferTerms {
        asked = Collections.unmodifiableMap(new LinkedHashMap<>(asked));
        agreed = Collections.unmodifiableMap(new LinkedHashMap<>(agreed));
    }
}
