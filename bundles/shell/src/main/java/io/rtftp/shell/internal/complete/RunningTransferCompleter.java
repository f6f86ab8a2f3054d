package io.rtftp.shell.internal.complete;

import io.rtftp.api.transfer.TransferRegistry;
import io.rtftp.shell.internal.part.Parts;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Ids of running transfers. */
@Service
public final class RunningTransferCompleter extends PartsCompleter {

    @Override
    SortedSet<String> proposals(Parts parts) {
        SortedSet<String> ids = new TreeSet<>();
        parts.find(TransferRegistry.class)
                .ifPresent(registry -> registry.running().forEach(transfer -> ids.add(Long.toString(transfer.id()))));
        return ids;
    }
}
