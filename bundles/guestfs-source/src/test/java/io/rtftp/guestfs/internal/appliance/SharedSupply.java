package io.rtftp.guestfs.internal.appliance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests one supply for the whole run, since an appliance takes seconds to boot; it is closed at the end of the run. */
final class SharedSupply implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LibguestfsSupply.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedSupply.class))
                .getOrComputeIfAbsent(Opened.class, key -> Opened.now(), Opened.class)
                .supply;
    }

    /** Settings for tests: limits that a loaded machine without KVM keeps too. */
    static ApplianceSettings settings(Path runDirectory, int warm, int most) {
        return settings(runDirectory, warm, most, Duration.ofMinutes(4), true);
    }

    /** The same with another limit of calls, and with or without hot plug. */
    static ApplianceSettings settings(Path runDirectory, int warm, int most, Duration callLimit, boolean hotPlug) {
        return new ApplianceSettings(
                warm,
                most,
                ApplianceSettings.Accelerator.AUTO,
                512,
                callLimit,
                Duration.ofMinutes(4),
                runDirectory,
                Optional.empty(),
                hotPlug);
    }

    private record Opened(LibguestfsSupply supply, Path directory) implements AutoCloseable {

        static Opened now() {
            try {
                Path directory = Files.createTempDirectory("rtftp-run");
                return new Opened(LibguestfsSupply.open(settings(directory, 1, 4)), directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException, ApplianceException {
            Waiting.on(supply.close());
            Files.delete(directory);
        }
    }
}
