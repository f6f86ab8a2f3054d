package io.rtftp.shell.internal;

import io.rtftp.api.disk.DiskRegistry;
import io.rtftp.api.file.ResolverChain;
import io.rtftp.api.server.TftpServer;
import io.rtftp.api.transfer.TransferRegistry;
import io.rtftp.shell.internal.part.Parts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/** A server with just the parts that a test gives it. */
@NullMarked
public final class FakeParts implements Parts {

    private final Map<Class<?>, Object> services = new HashMap<>();
    private boolean watched;

    /** Adds transfers. */
    public FakeParts with(TransferRegistry transfers) {
        services.put(TransferRegistry.class, transfers);
        return this;
    }

    /** Adds a resolver chain. */
    public FakeParts with(ResolverChain chain) {
        services.put(ResolverChain.class, chain);
        return this;
    }

    /** Adds disks. */
    public FakeParts with(DiskRegistry disks) {
        services.put(DiskRegistry.class, disks);
        return this;
    }

    /** Adds a server. */
    public FakeParts with(TftpServer server) {
        services.put(TftpServer.class, server);
        return this;
    }

    /** Adds a watcher. */
    public FakeParts watched() {
        watched = true;
        return this;
    }

    @Override
    public <T> Optional<T> find(Class<T> service) {
        return Optional.ofNullable(services.get(service)).map(service::cast);
    }

    @Override
    public boolean isWatched() {
        return watched;
    }
}
