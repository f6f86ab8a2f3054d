package io.rtftp.local.internal.component;

import io.rtftp.api.config.ConfigurationKeys;
import io.rtftp.api.file.DiskThread;
import io.rtftp.api.file.Glance;
import io.rtftp.local.internal.file.OpenFiles;
import io.rtftp.local.internal.kernel.LateGlance;
import io.rtftp.local.internal.place.DirectoryResolver;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the two places share: the TFTP root, the threads that wait for the disk, and the files that are open. */
@Component(
        service = {LocalFiles.class, Glance.class},
        configurationPid = ConfigurationKeys.PID)
@Designate(ocd = LocalSourceKeys.class)
public final class LocalFiles implements Glance {

    private static final String TFTP_ROOT = "tftp_root";
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final int DISK_THREADS = 4;

    /** For those who read a file side by side; the kernel keeps files for everyone else. What lives longer costs the collector more than reading it again. */
    private static final long CACHE_BYTES = 4L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(LocalFiles.class);

    // protocol, which is always there, warns of a wrong root
    private final ConfigurationKeys keys = new ConfigurationKeys(LocalSourceKeys.class, LOG::debug);
    private final Executor threads = diskThreads();
    private final Executor disk = task -> DiskThread.run(task, threads);
    private final LateGlance glance = new LateGlance(threads);
    private final OpenFiles files = new OpenFiles(threads, CACHE_BYTES);
    private volatile Path root;

    /** Starts with no file open. */
    @Activate
    public LocalFiles(Map<String, Object> configuration) {
        root = keys.deliver(configuration).directory(TFTP_ROOT);
    }

    /** Requests that come from now on are looked for in the new root; what is open is sent to its end. */
    @Modified
    void modified(Map<String, Object> configuration) {
        root = keys.deliver(configuration).directory(TFTP_ROOT);
    }

    /** What is open can be read on until it is closed, for as long as {@link #GRACE}; when everything goes it is closed now. */
    @Deactivate
    void deactivate(BundleContext bundle) {
        glance.close();
        if (bundle.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == Bundle.STOPPING) {
            files.closeAll("the server was stopped");
            return;
        }
        BundleClasses.loadAll(bundle.getBundle());
        String why = "local-source was stopped more than " + GRACE.toSeconds() + " s ago";
        CompletableFuture.delayedExecutor(GRACE.toSeconds(), TimeUnit.SECONDS).execute(() -> files.closeAll(why));
    }

    /** A place whose files lie in the directory of this name in the root. */
    DirectoryResolver place(Function<InetAddress, String> directory) {
        return new DirectoryResolver(() -> root, directory, files, glance, disk);
    }

    @Override
    public boolean isAbsent(Path path) {
        return glance.isAbsent(path);
    }

    /** Threads that end when they have nothing to do, and so need not be stopped: open files are read after {@link #deactivate}. */
    private static Executor diskThreads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                DISK_THREADS, DISK_THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new LocalThread(task);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static final class LocalThread extends Thread implements DiskThread {

        private LocalThread(Runnable work) {
            super(work, "rtftp-local");
        }
    }
}
