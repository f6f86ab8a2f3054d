package io.rtftp.chain.internal.component;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ResolverChain;
import io.rtftp.chain.internal.ranked.RankedResolverChain;
import io.rtftp.chain.internal.ranked.Timer;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleListener;
import org.osgi.framework.FrameworkListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The chain as a service, for as long as the bundle is started; resolvers come and go. */
@Component(immediate = true)
public final class ResolverChainComponent implements ResolverChain {

    private final ScheduledExecutorService timer = timerThread();
    private final BundleContext bundle;
    private final RankedResolverChain chain;
    private final ContainerStart containerStart;
    private final FrameworkListener frameworkListener = event -> tellContainerStart();
    private final BundleListener bundleListener = event -> tellContainerStart();

    /** Starts with no resolver; those that are there already are added before anybody can ask. */
    @Activate
    public ResolverChainComponent(BundleContext bundle) {
        this.bundle = bundle;
        containerStart = new ContainerStart(bundle);
        chain = new RankedResolverChain(Timer.on(timer), containerStart.isOver());
        bundle.addFrameworkListener(frameworkListener);
        bundle.addBundleListener(bundleListener);
        tellContainerStart(); // it may have been over in between
    }

    /** Timers that run already run to their end: a request that waits for a place is answered also after this. */
    @Deactivate
    void deactivate() {
        bundle.removeFrameworkListener(frameworkListener);
        bundle.removeBundleListener(bundleListener);
        chain.close();
        timer.shutdown();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addResolver(FileResolver resolver, Map<String, Object> properties) {
        chain.join(resolver, properties);
    }

    void updatedResolver(FileResolver resolver, Map<String, Object> properties) {
        chain.join(resolver, properties);
    }

    void removeResolver(Map<String, Object> properties) {
        chain.leave(properties);
    }

    @Override
    public CompletionStage<Resolution> resolve(FileRequest request) {
        return chain.resolve(request);
    }

    @Override
    public CompletionStage<List<Answer>> explain(FileRequest request) {
        return chain.explain(request);
    }

    @Override
    public CompletionStage<List<PlacedFile>> list(InetAddress client, String directory) {
        return chain.list(client, directory);
    }

    @Override
    public List<ResolverView> resolvers() {
        return chain.resolvers();
    }

    private void tellContainerStart() {
        if (containerStart.isOver()) {
            bundle.removeBundleListener(bundleListener); // there are many events of bundles later
            chain.onContainerStarted();
        }
    }

    private static ScheduledExecutorService timerThread() {
        return new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "rtftp-chain");
            thread.setDaemon(true);
            return thread;
        });
    }
}
