package io.rtftp.shell.internal.complete;

import io.rtftp.api.disk.DiskRegistry;
import io.rtftp.api.file.ClientAddress;
import io.rtftp.api.transfer.TransferRegistry;
import io.rtftp.api.transfer.TransferView;
import io.rtftp.shell.internal.part.Parts;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Addresses of clients with a running or remembered transfer, or with a disk. */
@Service
public final class ClientAddressCompleter extends PartsCompleter {

    @Override
    SortedSet<String> proposals(Parts parts) {
        SortedSet<String> addresses = new TreeSet<>();
        parts.find(TransferRegistry.class).ifPresent(registry -> {
            registry.running().forEach(transfer -> addresses.add(address(transfer)));
            registry.ended().forEach(transfer -> addresses.add(address(transfer)));
        });
        parts.find(DiskRegistry.class)
                .ifPresent(registry -> registry.disks().forEach(disk -> addresses.addAll(disk.clients())));
        return addresses;
    }

    private static String address(TransferView transfer) {
        return ClientAddress.of(transfer.client().getAddress());
    }
}
