package io.rtftp.guestfs.internal.appliance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How appliances are made and used; what changes holds for appliances booted afterwards.
 *
 * @param warm how many booted appliances are kept ready; they count in {@code most}
 * @param most how many appliances there may be at a time
 * @param accelerator what runs them
 * @param memoryMebibytes the memory each is given
 * @param callLimit how long one call into an appliance may take before the appliance is killed
 * @param launchLimit how long one launch may take; booting is two of them, where the first hangs
 * @param runDirectory where overlays lie while they are used; made where it is not there
 * @param tlsDirectory the certificates for {@code nbds}, in QEMU's layout ({@code ca-cert.pem}, {@code client-cert.pem} …)
 * @param hotPlug whether disks are plugged into booted appliances; without, each attach boots an appliance of its own
 */
public record ApplianceSettings(
        int warm,
        int most,
        Accelerator accelerator,
        int memoryMebibytes,
        Duration callLimit,
        Duration launchLimit,
        Path runDirectory,
        Optional<Path> tlsDirectory,
        boolean hotPlug) {

    /** What runs an appliance. */
    public enum Accelerator {
        /** KVM where it works, else software emulation. */
        AUTO,
        /** KVM, or no appliance at all. */
        KVM,
        /** Software emulation. */
        TCG
    }

    /** Checks the counts. */
    public ApplianceSettings {
        if (warm < 0 || most < 1 || memoryMebibytes < 256) {
            throw new IllegalArgumentException(
                    "warm " + warm + ", most " + most + ", memory " + memoryMebibytes + " MiB (at least 0, 1, 256)");
        }
    }

    /** How long booting may take, with its second launch. */
    Duration bootLimit() {
        return launchLimit.multipliedBy(2);
    }

    /** The defaults, in this run directory: one warm appliance, four at most. */
    public static ApplianceSettings in(Path runDirectory) {
        return new ApplianceSettings(
                1,
                4,
                Accelerator.AUTO,
                768,
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                runDirectory,
                Optional.empty(),
                true);
    }
}
