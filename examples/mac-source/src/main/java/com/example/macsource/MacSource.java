package com.example.macsource;

import io.rtftp.api.file.FileResolver;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Registers the two resolvers, at the rankings that {@code etc/com.example.macsource.cfg} gives them: {@code service.ranking} must be an
 * Integer, which no {@code .cfg} file can write, so the registration is made here and not by an annotation.
 */
@Component(service = {}, immediate = true, configurationPid = "com.example.macsource")
@Designate(ocd = MacSource.Configuration.class)
public final class MacSource {

    /** What an operator sets. */
    @ObjectClassDefinition(name = "MAC source")
    public @interface Configuration {

        @AttributeDefinition(description = "The TFTP root; files lie in mac/<aa-bb-cc-dd-ee-ff>/ and serial/<serial>/ below it")
        String tftp__root() default "/srv/tftp";

        @AttributeDefinition(description = "Where the MAC address's directory stands among the places; the disk is 200, the client's directory 300")
        int mac__ranking() default 250;

        @AttributeDefinition(description = "Where the serial number's directory stands among the places")
        int serial__ranking() default 240;
    }

    private final Executor threads = threads();
    private final NeighbourTable neighbours = NeighbourTable.ofKernel();
    private final ServiceRegistration<FileResolver> mac;
    private final ServiceRegistration<FileResolver> serial;
    private volatile Path root;

    /** Joins the chain. */
    @Activate
    public MacSource(BundleContext bundle, Configuration configuration) {
        root = Path.of(configuration.tftp__root());
        FileResolver byMac = new DirectoryResolver(threads, request -> Place.ofMac(root, neighbours, request));
        FileResolver bySerial = new DirectoryResolver(threads, request -> Place.ofSerial(root, request));
        mac = bundle.registerService(FileResolver.class, byMac, properties("mac", configuration.mac__ranking()));
        serial = bundle.registerService(FileResolver.class, bySerial, properties("serial", configuration.serial__ranking()));
    }

    /** A changed ranking moves the resolver in the chain; nothing is interrupted. */
    @Modified
    void modified(Configuration configuration) {
        root = Path.of(configuration.tftp__root());
        mac.setProperties(properties("mac", configuration.mac__ranking()));
        serial.setProperties(properties("serial", configuration.serial__ranking()));
    }

    /** Leaves the chain; files being sent are read to their end. */
    @Deactivate
    void deactivate() {
        mac.unregister();
        serial.unregister();
    }

    /** Two threads that end when they have nothing to do: files being sent outlive this component, and are read on them. */
    private static Executor threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(2, 2, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "mac-source");
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static Dictionary<String, Object> properties(String name, int ranking) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(FileResolver.NAME, name);
        properties.put("service.ranking", ranking);
        return properties;
    }
}
