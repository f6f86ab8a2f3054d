package io.rtftp.daemon.internal.component;

import io.rtftp.api.config.ConfigurationKeys;
import io.rtftp.daemon.internal.options.CommandLineOptions;
import java.util.Dictionary;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.component.annotations.Component;

/**
 * Puts the command line's options over each delivery of the configuration. Karaf's own plug-in does the like for keys that the
 * configuration has; an option must win over a key that is missing too, or that was removed.
 */
@Component(
        immediate = true,
        property = {
            ConfigurationPlugin.CM_TARGET + "=" + ConfigurationKeys.PID,
            ConfigurationPlugin.CM_RANKING + ":Integer=1000",
            "config.plugin.id=io.rtftp.options"
        })
public final class OptionsPlugin implements ConfigurationPlugin {

    private final CommandLineOptions options = CommandLineOptions.of(System.getProperties());

    @Override
    @SuppressWarnings("JdkObsolete") // Configuration Admin still speaks of dictionaries
    public void modifyConfiguration(ServiceReference<?> reference, Dictionary<String, Object> properties) {
        options.values().forEach(properties::put);
    }
}
