package io.rtftp.protocol.internal.component;

import io.rtftp.api.config.ConfigurationKeys;
import io.rtftp.api.file.ResolverChain;
import io.rtftp.api.server.ServerCounts;
import io.rtftp.api.server.ServerListener;
import io.rtftp.api.server.ServerView;
import io.rtftp.api.server.TftpServer;
import io.rtftp.api.transfer.TransferListener;
import io.rtftp.api.transfer.TransferRegistry;
import io.rtftp.api.transfer.TransferView;
import io.rtftp.protocol.internal.net.ServerSettings;
import io.rtftp.protocol.internal.net.UdpTftpServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
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

/** The TFTP server as services. It lives as long as the bundle is started; the chain and the listeners come and go. */
@Component(immediate = true, configurationPid = ConfigurationKeys.PID)
@Designate(ocd = ProtocolKeys.class)
public final class ProtocolComponent implements TftpServer, TransferRegistry {

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration SINGLE_PORT_GRACE = Duration.ofSeconds(5); // the next server waits for the port
    private static final Logger LOG = LoggerFactory.getLogger(ProtocolComponent.class);

    private final SettingsReader reader = new SettingsReader(LOG::warn);
    private final List<TransferListener> transferListeners = new ArrayList<>();
    private final List<ResolverChain> chains = new ArrayList<>();
    private final UdpTftpServer server;
    private boolean singlePort;
    private boolean deactivated;

    /** Starts the server. */
    @Activate
    public ProtocolComponent(Map<String, Object> configuration) {
        ServerSettings settings = reader.read(configuration);
        singlePort = settings.singlePort();
        server = new UdpTftpServer(settings, System::nanoTime);
    }

    @Modified
    void modified(Map<String, Object> configuration) {
        ServerSettings settings = reader.read(configuration);
        singlePort = settings.singlePort();
        server.apply(settings);
    }

    /**
     * Where only this bundle goes, its transfers end in the background: the next one of its kind has the port at once. Where everything
     * goes, they end now.
     */
    @Deactivate
    void deactivate(BundleContext context) {
        hearToTheEnd();
        if (context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == Bundle.STOPPING) {
            server.close();
        } else {
            BundleClasses.loadAll(context.getBundle());
            server.retire(singlePort ? SINGLE_PORT_GRACE : GRACE);
        }
    }

    /** The newest chain is asked; between an old one that goes and a new one that comes, requests wait for an answer. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void addChain(ResolverChain chain) {
        chains.add(chain);
        server.chain(chain);
    }

    synchronized void removeChain(ResolverChain chain) {
        chains.remove(chain);
        server.chain(chains.isEmpty() ? null : chains.get(chains.size() - 1));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void addTransferListener(TransferListener listener) {
        transferListeners.add(listener);
        server.listeners(transferListeners);
    }

    synchronized void removeTransferListener(TransferListener listener) {
        if (!deactivated) {
            transferListeners.remove(listener);
            server.listeners(transferListeners);
        }
    }

    /** Who listens now hears how the last transfers end: the references go after this, and the transfers do not. */
    private synchronized void hearToTheEnd() {
        deactivated = true;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addServerListener(ServerListener listener) {
        server.watch(listener);
    }

    void removeServerListener(ServerListener listener) {
        server.unwatch(listener);
    }

    @Override
    public ServerView view() {
        return server.view();
    }

    @Override
    public ServerCounts counts() {
        return server.counts();
    }

    @Override
    public List<TransferView> running() {
        return server.transfers().running();
    }

    @Override
    public List<TransferView> ended() {
        return server.transfers().ended();
    }

    @Override
    public boolean cancel(long id) {
        return server.transfers().cancel(id);
    }
}
