package io.rtftp.chain.internal.component;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** Whether the container has started every bundle it was to start. */
final class ContainerStart {

    private ContainerStart() {}

    /** True once the framework runs and has come to its beginning start level (OSGi Core §9.3.1). */
    static boolean isOver(BundleContext bundle) {
        Bundle framework = bundle.getBundle(Constants.SYSTEM_BUNDLE_ID);
        return framework.getState() == Bundle.ACTIVE
                && framework.adapt(FrameworkStartLevel.class).getStartLevel() >= beginningLevel(bundle);
    }

    /**
     * Karaf tells the framework to begin at level 1 and then climbs by itself, once it holds its lock, to the level that it has left in the
     * system property of the same name; elsewhere the framework knows.
     */
    private static int beginningLevel(BundleContext bundle) {
        return Math.max(
                level(bundle.getProperty(Constants.FRAMEWORK_BEGINNING_STARTLEVEL)),
                level(System.getProperty(Constants.FRAMEWORK_BEGINNING_STARTLEVEL)));
    }

    private static int level(@Nullable String written) {
        return written == null ? 1 : Integer.parseInt(written.strip()); // the default of OSGi Core §4.2.2
    }
}
