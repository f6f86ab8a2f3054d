package io.rtftp.protocol.internal.negotiate;

import static io.rtftp.protocol.internal.negotiate.Limits.BLOCK_SIZE_LEAST;

import io.rtftp.protocol.internal.wire.BlockNumber;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Grants the options of a read request (RFC 2347): those that are known and whose value the RFCs allow, once each, in the order
 * asked, except that {@code blksize} comes first, where U-Boot's lwIP variant looks for it. All others are left out.
 */
public final class Negotiation {

    static final String BLOCK_SIZE = "blksize";
    static final String TIMEOUT = "timeout";
    static final String TRANSFER_SIZE = "tsize";
    static final String WINDOW_SIZE = "windowsize";

    private static final int DEFAULT_BLOCK_SIZE = 512; // RFC 1350 §2
    private static final int DEFAULT_WINDOW_SIZE = 1;
    private static final int BLOCK_SIZE_MOST = 65_464; // RFC 2348
    private static final int TIMEOUT_MOST_SECONDS = 255; // RFC 2349
    private static final int WINDOW_SIZE_MOST = 65_535; // RFC 7440 §3

    private Negotiation() {}

    /**
     * Grants what can be granted.
     *
     * @param asked the request's options, names in lower case, in its order
     * @param limits what the server grants at most
     * @param size the bytes that will be sent, where that may be told: not in netascii, whose receiver stores another number
     */
    public static Agreement agree(Map<String, String> asked, Limits limits, OptionalLong size) {
        OptionalInt askedBlockSize = number(asked.get(BLOCK_SIZE), BLOCK_SIZE_LEAST, BLOCK_SIZE_MOST);
        int blockSize = askedBlockSize.isPresent()
                ? Math.min(askedBlockSize.getAsInt(), Math.min(limits.blockSizeMax(), limits.windowBytesMax()))
                : DEFAULT_BLOCK_SIZE;
        OptionalInt timeoutSeconds = number(asked.get(TIMEOUT), 1, TIMEOUT_MOST_SECONDS);
        OptionalInt askedWindowSize = number(asked.get(WINDOW_SIZE), 1, WINDOW_SIZE_MOST);
        int windowSizeMax = Math.min(BlockNumber.WINDOW_SIZE_MOST, Math.max(1, limits.windowBytesMax() / blockSize));
        int windowSize = Math.min(askedWindowSize.orElse(DEFAULT_WINDOW_SIZE), windowSizeMax);

        Map<String, String> granted = new LinkedHashMap<>();
        askedBlockSize.ifPresent(any -> granted.put(BLOCK_SIZE, Integer.toString(blockSize)));
        for (String name : asked.keySet()) {
            switch (name) {
                case TIMEOUT -> timeoutSeconds.ifPresent(seconds -> granted.put(name, Integer.toString(seconds)));
                case WINDOW_SIZE -> askedWindowSize.ifPresent(any -> granted.put(name, Integer.toString(windowSize)));
                case TRANSFER_SIZE -> size.ifPresent(bytes -> granted.put(name, Long.toString(bytes)));
                default -> {} // unknown, or granted already
            }
        }
        return new Agreement(granted, blockSize, windowSize, timeoutSeconds);
    }

    /** The number that {@code text} is, written in digits alone, or nothing where it is none or out of range. */
    private static OptionalInt number(@Nullable String text, int least, int most) {
        if (text == null || text.isEmpty() || text.length() > 9) {
            return OptionalInt.empty();
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalInt.empty();
            }
            number = 10 * number + digit;
        }
        return number < least || number > most ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
