package io.rtftp.guestfs.internal.component;

import io.rtftp.guestfs.internal.server.RunningDisks;
import java.time.Duration;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/**
 * What a stopped bundle still has: files that are being sent, and appliances for the revision that is started next. There will be none
 * when the bundle is uninstalled or the framework stops, and then nothing is left when that returns.
 */
final class Retirement implements SynchronousBundleListener {

    private final RunningDisks disks;
    private final Bundle bundle;
    private final Bundle framework;

    private Retirement(RunningDisks disks, Bundle bundle, Bundle framework) {
        this.disks = disks;
        this.bundle = bundle;
        this.framework = framework;
    }

    /** Begins it; it lasts for the grace, about. */
    static void begin(RunningDisks disks, Duration grace, Bundle bundle, Bundle framework) {
        Retirement retirement = new Retirement(disks, bundle, framework);
        // The bundle's own listeners go with its being started.
        framework.getBundleContext().addBundleListener(retirement);
        disks.retire(grace).thenRun(() -> framework.getBundleContext().removeBundleListener(retirement));
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.UNINSTALLED && event.getBundle().equals(bundle)) {
            disks.withdraw();
        } else if (event.getType() == BundleEvent.STOPPING && event.getBundle().equals(framework)) {
            disks.close();
        }
    }
}
