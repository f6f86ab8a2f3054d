package io.rtftp.watcher.internal.component;

import io.rtftp.api.config.ConfigurationKeys;
import io.rtftp.api.watch.RootListener;
import io.rtftp.watcher.internal.root.Pace;
import io.rtftp.watcher.internal.root.RootWatcher;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watcher, for as long as the bundle is started; listeners come and go. */
@Component(
        immediate = true,
        service = {},
        configurationPid = ConfigurationKeys.PID)
@Designate(ocd = WatcherKeys.class)
public final class WatcherComponent {

    private static final String TFTP_ROOT = "tftp_root";
    private static final Logger LOG = LoggerFactory.getLogger(WatcherComponent.class);

    // protocol, which is always there, warns of a wrong root
    private final ConfigurationKeys keys = new ConfigurationKeys(WatcherKeys.class, LOG::debug);
    private final RootWatcher watcher;

    /** Starts to watch. */
    @Activate
    public WatcherComponent(Map<String, Object> configuration) {
        watcher =
                new RootWatcher(keys.deliver(configuration).directory(TFTP_ROOT), Pace.USUAL, System::nanoTime).start();
    }

    @Modified
    void modified(Map<String, Object> configuration) {
        watcher.root(keys.deliver(configuration).directory(TFTP_ROOT));
    }

    @Deactivate
    void deactivate() {
        watcher.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addRootListener(RootListener listener) {
        watcher.join(listener);
    }

    void removeRootListener(RootListener listener) {
        watcher.leave(listener);
    }
}
