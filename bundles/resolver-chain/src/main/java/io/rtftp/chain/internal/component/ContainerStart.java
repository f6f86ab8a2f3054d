package io.rtftp.chain.internal.component;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** Whether the container has started every bundle it was to start. */
final class ContainerStart {

    private ContainerStart() {}

    /** True once the framework runs and has come to its first start level (OSGi Core §9.3.1), which Karaf climbs to on its own thread. */
    static boolean isOver(BundleContext bundle) {
        Bundle framework = bundle.getBundle(Constants.SYSTEM_BUNDLE_ID);
        String beginning = bundle.getProperty(Constants.FRAMEWORK_BEGINNING_STARTLEVEL);
        return framework.getState() == Bundle.ACTIVE
                && framework.adapt(FrameworkStartLevel.class).getStartLevel() >= level(beginning);
    }

    private static int level(@Nullable String written) {
        return written == null ? 1 : Integer.parseInt(written.strip()); // the default of OSGi Core §4.2.2
    }
}
