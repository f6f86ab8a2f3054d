package io.rtftp.shell.internal.part;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * The parts as the framework has them; for one command, which gives them back by closing this.
 *
 * <p>Karaf withdraws a bundle's commands while a service that one of them names by {@code @Reference} is missing. A command that
 * must say what is missing has to be there then; so the services are looked up here, when it runs.
 */
public final class BundleParts implements Parts, AutoCloseable {

    private static final String WATCHER = "io.rtftp.watcher";

    private final BundleContext context;
    private final List<ServiceReference<?>> taken = new ArrayList<>();

    /** The parts that {@code context} can see. */
    public BundleParts(BundleContext context) {
        this.context = context;
    }

    @Override
    public <T> Optional<T> find(Class<T> service) {
        @Nullable ServiceReference<T> reference = context.getServiceReference(service);
        if (reference == null) {
            return Optional.empty();
        }
        Optional<T> found = Optional.ofNullable(context.getService(reference));
        found.ifPresent(present -> taken.add(reference));
        return found;
    }

    @Override
    public boolean isWatched() {
        // The watcher offers no service: it calls others, and nobody calls it.
        return Arrays.stream(context.getBundles())
                .anyMatch(bundle -> WATCHER.equals(bundle.getSymbolicName()) && bundle.getState() == Bundle.ACTIVE);
    }

    @Override
    public void close() {
        taken.forEach(context::ungetService);
        taken.clear();
    }
}
