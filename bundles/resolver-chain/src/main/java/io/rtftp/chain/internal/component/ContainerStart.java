package io.rtftp.chain.internal.component;

import io.rtftp.api.file.FileResolver;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/** Whether a container has started every bundle that may bring a resolver. */
final class ContainerStart {

    /** The namespace of capabilities that declare services (OSGi Compendium §135.4); Declarative Services' tools write them by themselves. */
    private static final String SERVICE = "osgi.service";

    private final BundleContext bundle;
    private final Bundle framework;
    private final FrameworkStartLevel levels;

    ContainerStart(BundleContext bundle) {
        this.bundle = bundle;
        framework = bundle.getBundle(Constants.SYSTEM_BUNDLE_ID);
        levels = framework.adapt(FrameworkStartLevel.class);
    }

    /**
     * True once the framework runs and has come to its beginning start level (OSGi Core §9.3.1), and before that as soon as it is above the
     * level that bundles get which ask for none, and no bundle is left that declares a resolver: what is started after that are shells and the
     * like.
     */
    boolean isOver() {
        int level = levels.getStartLevel();
        return (framework.getState() == Bundle.ACTIVE && level >= beginningLevel())
                || (level > levels.getInitialBundleStartLevel()
                        && Arrays.stream(bundle.getBundles()).noneMatch(other -> isToBring(other, level)));
    }

    private static boolean isToBring(Bundle other, int level) {
        BundleStartLevel own = other.adapt(BundleStartLevel.class);
        return own.getStartLevel() >= level && own.isPersistentlyStarted() && declaresResolver(other);
    }

    private static boolean declaresResolver(Bundle other) {
        BundleRevision revision = other.adapt(BundleRevision.class);
        return revision != null
                && revision.getDeclaredCapabilities(SERVICE).stream()
                        .map(capability -> capability.getAttributes().get(Constants.OBJECTCLASS))
                        .anyMatch(classes ->
                                classes instanceof List<?> names && names.contains(FileResolver.class.getName()));
    }

    /**
     * Karaf tells the framework to begin at level 1 and then climbs by itself, once it holds its lock, to the level that it has left in the
     * system property of the same name; elsewhere the framework knows.
     */
    private int beginningLevel() {
        return Math.max(
                level(bundle.getProperty(Constants.FRAMEWORK_BEGINNING_STARTLEVEL)),
                level(System.getProperty(Constants.FRAMEWORK_BEGINNING_STARTLEVEL)));
    }

    private static int level(@Nullable String written) {
        return written == null ? 1 : Integer.parseInt(written.strip()); // the default of OSGi Core §4.2.2
    }
}
