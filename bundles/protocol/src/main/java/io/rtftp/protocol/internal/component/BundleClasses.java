package io.rtftp.protocol.internal.component;

import java.net.URL;
import java.util.Enumeration;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The classes of a bundle that is about to be replaced. Once it is, its content is closed and no class can be loaded from it any more. */
final class BundleClasses {

    private static final Logger LOG = LoggerFactory.getLogger(BundleClasses.class);
    private static final String SUFFIX = ".class";

    private BundleClasses() {}

    /** Loads every class of the bundle, so that its code can run on after an update. */
    static void loadAll(Bundle bundle) {
        Enumeration<URL> entries = bundle.findEntries("/", "*" + SUFFIX, true);
        while (entries != null && entries.hasMoreElements()) {
            String path = entries.nextElement().getPath();
            String name = path.substring(1, path.length() - SUFFIX.length()).replace('/', '.');
            try {
                bundle.loadClass(name);
            } catch (ClassNotFoundException missing) {
                LOG.warn("transfers may not survive this update: {}", missing.getMessage());
            }
        }
    }
}
