package io.rtftp.daemon.internal.component;

import io.rtftp.api.config.ConfigurationKeys;
import io.rtftp.api.server.ServerListener;
import io.rtftp.api.server.ServerView;
import io.rtftp.daemon.internal.options.CommandLineOptions;
import io.rtftp.daemon.internal.start.Example;
import io.rtftp.daemon.internal.start.ProcessEnding;
import io.rtftp.daemon.internal.start.StartReport;
import io.rtftp.daemon.internal.start.Terminal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports the start of a container that {@code bin/rtftp} started; in any other, and in an update of this bundle, does nothing. */
@Component(
        immediate = true,
        configurationPid = ConfigurationKeys.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE) // the start is judged by what is configured, not by defaults
@Designate(ocd = DaemonKeys.class)
public final class DaemonComponent implements ServerListener {

    private static final Logger LOG = LoggerFactory.getLogger(DaemonComponent.class);

    private final Optional<ProcessEnding> ending;
    private final Optional<StartReport> report;

    /** Begins to report, with what can be said already. */
    @Activate
    public DaemonComponent(Map<String, Object> configuration, BundleContext context) {
        FrameworkContainer container = new FrameworkContainer(context);
        ending = Boolean.getBoolean("rtftp.daemon")
                ? Optional.of(new ProcessEnding(container).install())
                : Optional.empty();
        report = ending.filter(installed -> container.isStarting()).map(DaemonComponent::report);
        ConfigurationKeys keys = new ConfigurationKeys(DaemonKeys.class, LOG::debug).deliver(effective(configuration));
        report.ifPresent(start -> start.onRoot(keys.directory("tftp_root")));
    }

    /** A changed configuration has nothing to do with the start. */
    @Modified
    void modified(Map<String, Object> configuration) {
        LOG.trace("{} keys are configured", configuration.size());
    }

    @Deactivate
    void deactivate() {
        ending.ifPresent(ProcessEnding::uninstall);
    }

    @Override
    public void serverChanged(ServerView server) {
        report.ifPresent(start -> start.serverChanged(server));
    }

    /** This component is given its configuration before the options' plug-in, of the same bundle, is asked about it. */
    private static Map<String, Object> effective(Map<String, Object> configuration) {
        Map<String, Object> effective = new HashMap<>(configuration);
        effective.putAll(CommandLineOptions.of(System.getProperties()).values());
        return effective;
    }

    private static StartReport report(ProcessEnding ending) {
        Example example =
                new Example(System.getProperty("rtftp.example", ""), System.getProperty("rtftp.example.client", ""));
        return new StartReport(new Terminal(System.out, System.err), ending, example);
    }
}
