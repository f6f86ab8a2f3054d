package io.rtftp.shell.internal.complete;

import io.rtftp.api.disk.DiskRegistry;
import io.rtftp.shell.internal.part.Parts;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Names of disks. */
@Service
public final class DiskNameCompleter extends PartsCompleter {

    @Override
    SortedSet<String> proposals(Parts parts) {
        SortedSet<String> names = new TreeSet<>();
        parts.find(DiskRegistry.class).ifPresent(registry -> registry.disks().forEach(disk -> names.add(disk.name())));
        return names;
    }
}
