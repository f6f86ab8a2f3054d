package io.rtftp.itests.karaf.driver;

import java.util.Map;
import org.ops4j.pax.exam.ProbeInvoker;
import org.ops4j.pax.exam.ProbeInvokerFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Inside Karaf: what Pax Exam calls to run a test of the bundle this activates. */
public final class ProbeActivator implements BundleActivator, ProbeInvokerFactory {

    /** What Pax Exam knows it by. */
    static final String DRIVER = "jupiter";

    @Override
    public void start(BundleContext context) {
        context.registerService(ProbeInvokerFactory.class, this, FrameworkUtil.asDictionary(Map.of("driver", DRIVER)));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service back.
    }

    @Override
    public ProbeInvoker createProbeInvoker(Object context, String expression) {
        Bundle probe = ((BundleContext) context).getBundle();
        String[] classAndMethod = expression.split(";", -1);
        return arguments -> new ProbeRun(probe, classAndMethod[0]).run(classAndMethod[1]);
    }
}
