package io.rtftp.daemon.internal.component;

import io.rtftp.daemon.internal.start.ProcessEnding;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The OSGi framework this bundle is in. */
final class FrameworkContainer implements ProcessEnding.Container {

    private static final Logger LOG = LoggerFactory.getLogger(FrameworkContainer.class);

    private final BundleContext context;
    private final Framework framework;

    FrameworkContainer(BundleContext context) {
        this.context = context;
        framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(Framework.class);
    }

    /** Whether it is on its way up, and not just this bundle. */
    boolean isStarting() {
        // Karaf gives the framework 1 as its first level and raises it itself to the one in this system property.
        int last = Integer.getInteger(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.MAX_VALUE);
        return framework.adapt(FrameworkStartLevel.class).getStartLevel() < last;
    }

    /**
     * Waits until it has come up.
     *
     * @return false when that took longer, or the thread was interrupted
     */
    boolean isUpWithin(Duration limit) {
        CountDownLatch up = new CountDownLatch(1);
        FrameworkListener listener = event -> {
            if (!isStarting()) {
                up.countDown();
            }
        };
        context.addFrameworkListener(listener);
        try {
            return !isStarting() || up.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            context.removeFrameworkListener(listener);
        }
    }

    @Override
    public void stop() {
        try {
            framework.stop();
        } catch (BundleException failure) {
            LOG.warn("the container does not stop: {}", failure.getMessage());
        }
    }

    @Override
    public boolean isStoppedWithin(Duration limit) {
        try {
            return framework.waitForStop(limit.toMillis()).getType() != FrameworkEvent.WAIT_TIMEDOUT;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return framework.getState() == Bundle.RESOLVED;
        }
    }
}
