package io.rtftp.guestfs.internal.component;

import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bundle's own classes. After an update its old jar is closed, and a class not loaded until then can't be loaded any more. */
final class BundleClasses {

    private static final Logger LOG = LoggerFactory.getLogger(BundleClasses.class);

    private BundleClasses() {}

    /** Loads them all, so that files that are open can be read by this version of the code to their end. */
    static void loadAll(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        int options = BundleWiring.LISTRESOURCES_LOCAL | BundleWiring.LISTRESOURCES_RECURSE;
        for (String resource : wiring.listResources("/io/rtftp/guestfs", "*.class", options)) {
            String name =
                    resource.substring(0, resource.length() - ".class".length()).replace('/', '.');
            try {
                bundle.loadClass(name);
            } catch (ClassNotFoundException missing) {
                LOG.warn("files that are being sent may not survive this update: {}", missing.getMessage());
            }
        }
    }
}
