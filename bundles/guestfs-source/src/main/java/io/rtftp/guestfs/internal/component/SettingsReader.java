package io.rtftp.guestfs.internal.component;

import io.rtftp.api.config.ConfigurationKeys;
import io.rtftp.guestfs.internal.appliance.ApplianceSettings;
import io.rtftp.guestfs.internal.disk.DiskRules;
import io.rtftp.guestfs.internal.server.DiskSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes settings of a delivered configuration. */
final class SettingsReader {

    private static final Duration LAUNCH_LIMIT = Duration.ofMinutes(2);
    private static final int YEAR_SECONDS = 366 * 86_400;
    private static final int APPLIANCES_MOST = 1_000;
    private static final int MEMORY_LEAST = 256;
    private static final int MEMORY_MOST = 65_536;

    private final ConfigurationKeys keys;
    private final ConfigurationKeys shared;
    private final Supplier<Path> usualSpool;

    /**
     * A reader with nothing delivered yet.
     *
     * @param usualSpool where {@code spool_dir = auto} is
     * @param complaints told what is wrong, one sentence each
     * @param saidElsewhere told what is wrong with a key that {@code protocol} reads too, and complains about
     */
    SettingsReader(Supplier<Path> usualSpool, Consumer<String> complaints, Consumer<String> saidElsewhere) {
        this.keys = new ConfigurationKeys(GuestfsKeys.class, complaints);
        this.shared = new ConfigurationKeys(GuestfsKeys.class, saidElsewhere);
        this.usualSpool = usualSpool;
    }

    /** The settings by this delivery; a wrong value is complained about and the one in force stays. */
    DiskSettings read(Map<String, ?> properties) {
        keys.deliver(properties);
        shared.deliver(properties);
        int most = keys.integer("max_appliances", 1, APPLIANCES_MOST);
        Path spool = keys.value("spool_dir", "auto or the absolute path of a directory", this::spool);
        return new DiskSettings(
                shared.directory("tftp_root"),
                keys.flag("attach_at_start"),
                new DiskRules(
                        Duration.ofSeconds(keys.integer("refresh_after", 0, YEAR_SECONDS)),
                        Duration.ofSeconds(shared.integer("idle_timeout", 1, Integer.MAX_VALUE)),
                        most),
                appliances(most, spool),
                new DiskSettings.SpoolSettings(spool, (long) keys.integer("spool_limit", 1, Integer.MAX_VALUE) << 20));
    }

    private ApplianceSettings appliances(int most, Path runDirectory) {
        return new ApplianceSettings(
                Math.min(keys.integer("warm_appliances", 0, APPLIANCES_MOST), most),
                most,
                keys.value("accelerator", "auto, kvm or tcg", SettingsReader::accelerator),
                keys.integer("appliance_memory", MEMORY_LEAST, MEMORY_MOST),
                Duration.ofSeconds(keys.integer("disk_timeout", 1, YEAR_SECONDS)),
                LAUNCH_LIMIT,
                runDirectory,
                keys.value(
                        "tls_certificates", "empty or the absolute path of a directory", SettingsReader::certificates),
                true);
    }

    private Path spool(String text) {
        return text.equalsIgnoreCase("auto") ? usualSpool.get() : absolute(text);
    }

    private static Optional<Path> certificates(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(absolute(text));
    }

    private static ApplianceSettings.Accelerator accelerator(String text) {
        return ApplianceSettings.Accelerator.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static Path absolute(String text) {
        Path path = Path.of(text);
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException(text);
        }
        return path.normalize();
    }
}
