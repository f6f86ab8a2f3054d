package io.rtftp.guestfs.internal.component;

import io.rtftp.api.config.ConfigurationKeys;
import io.rtftp.api.disk.ApplianceView;
import io.rtftp.api.disk.DiskListener;
import io.rtftp.api.disk.DiskRegistry;
import io.rtftp.api.disk.DiskView;
import io.rtftp.api.disk.SpoolView;
import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import io.rtftp.api.file.Glance;
import io.rtftp.api.file.ListedFile;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.watch.RootListener;
import io.rtftp.guestfs.internal.server.RunningDisks;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients' remote disks as services, for as long as the bundle is started. */
@Component(
        immediate = true,
        configurationPid = ConfigurationKeys.PID,
        property = {FileResolver.NAME + "=disk", "service.ranking:Integer=" + FileResolver.DISK_RANKING})
@Designate(ocd = GuestfsKeys.class)
public final class GuestfsComponent implements FileResolver, DiskRegistry, RootListener {

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(GuestfsComponent.class);

    private final SettingsReader reader = new SettingsReader(UsualSpool::choose, LOG::warn, LOG::debug);
    private final AtomicReference<@Nullable Glance> glance = new AtomicReference<>();
    private final RunningDisks disks;

    /** Makes everything ready; fails where the spool's directory can't be used. */
    @Activate
    public GuestfsComponent(Map<String, Object> configuration) throws IOException {
        disks = new RunningDisks(reader.read(configuration), this::isAbsent);
    }

    @Modified
    void modified(Map<String, Object> configuration) {
        try {
            disks.apply(reader.read(configuration));
        } catch (IOException unusable) {
            LOG.warn("io.rtftp: spool_dir can't be used: {}; nothing of this change holds", unusable.toString());
        }
    }

    /** Where only this bundle goes, what is being sent is sent to its end; where everything goes, everything ends now. */
    @Deactivate
    void deactivate(BundleContext context) {
        Bundle framework = context.getBundle(Constants.SYSTEM_BUNDLE_ID);
        if (framework.getState() == Bundle.STOPPING) {
            disks.close();
        } else {
            BundleClasses.loadAll(context.getBundle());
            Retirement.begin(disks, GRACE, context.getBundle(), framework);
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addDiskListener(DiskListener listener) {
        disks.join(listener);
    }

    void removeDiskListener(DiskListener listener) {
        disks.leave(listener);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void addGlance(Glance there) {
        glance.set(there);
    }

    void removeGlance(Glance gone) {
        glance.compareAndSet(gone, null);
    }

    private boolean isAbsent(Path path) {
        Glance there = glance.get();
        return there != null && there.isAbsent(path);
    }

    @Override
    public CompletionStage<Resolution> resolve(FileRequest request) {
        return disks.resolver().resolve(request);
    }

    @Override
    public CompletionStage<List<ListedFile>> list(InetAddress client, String directory) {
        return disks.resolver().list(client, directory);
    }

    @Override
    public List<DiskView> disks() {
        return disks.registry().disks();
    }

    @Override
    public List<ApplianceView> appliances() {
        return disks.registry().appliances();
    }

    @Override
    public SpoolView spool() {
        return disks.registry().spool();
    }

    @Override
    public CompletionStage<Void> refresh(String name) {
        return disks.registry().refresh(name);
    }

    @Override
    public CompletionStage<Void> detach(String name) {
        return disks.registry().detach(name);
    }

    @Override
    public void filePresent(Path file, String json) {
        disks.filePresent(file, json);
    }

    @Override
    public void fileInvalid(Path file, String reason) {
        disks.fileInvalid(file, reason);
    }

    @Override
    public void fileGone(Path file) {
        disks.fileGone(file);
    }
}
