package io.rtftp.protocol.internal.component;

import io.rtftp.api.config.ConfigurationKeys;
import io.rtftp.protocol.internal.net.AllowedNetworks;
import io.rtftp.protocol.internal.net.ListenAddress;
import io.rtftp.protocol.internal.net.ServerSettings;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Makes settings of a delivered configuration. Keys that other bundles read too are complained about here alone, for this bundle is the one
 * that no server is without.
 */
final class SettingsReader {

    private static final int BLOCK_SIZE_LEAST = 8; // RFC 2348
    private static final int BLOCK_SIZE_MOST = 65_464; // RFC 2348
    private static final int WINDOW_BYTES_MOST = 64 << 20;
    private static final int MINUTE_MILLIS = 60_000;

    private final ConfigurationKeys keys;

    SettingsReader(Consumer<String> complaints) {
        this.keys = new ConfigurationKeys(ProtocolKeys.class, complaints);
    }

    /** The settings by this delivery; a wrong value is complained about and the one in force stays. */
    ServerSettings read(Map<String, ?> properties) {
        keys.deliver(properties);
        var unused = keys.directory("tftp_root"); // the places', which say nothing of a wrong one
        return new ServerSettings(
                keys.value(
                        "listen",
                        "ADDRESS:PORT with IPv6 in brackets, or HOST:PORT, such as 0.0.0.0:69, [::]:69 or boot.example:69",
                        ListenAddress::parse),
                Duration.ofSeconds(keys.integer("idle_timeout", 1, Integer.MAX_VALUE)),
                keys.value(
                        "block_size_max",
                        "auto, or a whole number from " + BLOCK_SIZE_LEAST + " to " + BLOCK_SIZE_MOST,
                        SettingsReader::blockSize),
                keys.integer("window_bytes_max", BLOCK_SIZE_LEAST, WINDOW_BYTES_MOST),
                keys.integer("retransmissions", 0, 100),
                Duration.ofMillis(keys.integer("first_timeout_ms", 10, MINUTE_MILLIS)),
                keys.integer("sessions_per_client", 1, Integer.MAX_VALUE),
                keys.integer("sessions_max", 1, Integer.MAX_VALUE),
                keys.value(
                        "allowed_networks",
                        "a list of networks such as 10.0.0.0/8, fd00::/8, or empty",
                        AllowedNetworks::parse),
                keys.flag("single_port"));
    }

    private static OptionalInt blockSize(String text) {
        if (text.equalsIgnoreCase("auto")) {
            return OptionalInt.empty();
        }
        int bytes = Integer.parseInt(text);
        if (bytes < BLOCK_SIZE_LEAST || bytes > BLOCK_SIZE_MOST) {
            throw new IllegalArgumentException(text);
        }
        return OptionalInt.of(bytes);
    }
}
