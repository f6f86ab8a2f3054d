package io.rtftp.metrics.internal.component;

import io.rtftp.api.config.ConfigurationKeys;
import io.rtftp.api.disk.DiskListener;
import io.rtftp.api.disk.DiskRegistry;
import io.rtftp.api.file.ResolverChain;
import io.rtftp.api.server.TftpServer;
import io.rtftp.api.transfer.TransferListener;
import io.rtftp.api.transfer.TransferRegistry;
import io.rtftp.metrics.internal.http.MetricsAddress;
import io.rtftp.metrics.internal.meter.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metrics, while the configuration says where to publish them. While it does not, this object is all there is of them: nobody
 * listens to transfers, and no class of the client library is loaded.
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = ConfigurationKeys.PID)
@Designate(ocd = MetricsKeys.class)
public final class MetricsComponent implements Sources {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsComponent.class);

    private final ConfigurationKeys keys = new ConfigurationKeys(MetricsKeys.class, LOG::warn);
    private final BundleContext bundle;
    private final List<ServiceRegistration<?>> listeners = new ArrayList<>();
    private @Nullable Measuring measuring;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable TransferRegistry transfers;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ResolverChain chain;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable TftpServer server;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable DiskRegistry disks;

    /** Begins to measure, where that is wanted. */
    @Activate
    public MetricsComponent(BundleContext bundle, Map<String, Object> configuration) {
        this.bundle = bundle;
        apply(configuration);
    }

    @Modified
    void modified(Map<String, Object> configuration) {
        apply(configuration);
    }

    @Deactivate
    void deactivate() {
        stop();
    }

    @Override
    public Optional<TransferRegistry> transfers() {
        return Optional.ofNullable(transfers);
    }

    @Override
    public Optional<ResolverChain> chain() {
        return Optional.ofNullable(chain);
    }

    @Override
    public Optional<TftpServer> server() {
        return Optional.ofNullable(server);
    }

    @Override
    public Optional<DiskRegistry> diskRegistry() {
        return Optional.ofNullable(disks);
    }

    private void apply(Map<String, Object> configuration) {
        keys.deliver(configuration)
                .value(
                        "metrics_listen",
                        "empty, a port from 0 to 65535 for the loopback address, or ADDRESS:PORT with IPv6 in brackets",
                        MetricsAddress::parse)
                .ifPresentOrElse(this::measure, this::stop);
    }

    private void measure(MetricsAddress address) {
        Measuring now = measuring;
        if (now == null) {
            now = new Measuring(this, bundle.getBundle().getVersion().toString());
            measuring = now;
            listeners.add(bundle.registerService(TransferListener.class, now.transferListener(), null));
            listeners.add(bundle.registerService(DiskListener.class, now.diskListener(), null));
        }
        now.publish(address);
    }

    private void stop() {
        listeners.forEach(ServiceRegistration::unregister);
        listeners.clear();
        if (measuring != null) {
            measuring.close();
            measuring = null;
        }
    }
}
