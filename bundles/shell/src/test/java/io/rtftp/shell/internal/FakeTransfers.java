package io.rtftp.shell.internal;

import io.rtftp.api.transfer.TransferRegistry;
import io.rtftp.api.transfer.TransferView;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** Transfers that stand still; cancelling says only whether the id is that of a running one. */
@NullMarked
public record FakeTransfers(List<TransferView> running, List<TransferView> ended) implements TransferRegistry {

    @Override
    public boolean cancel(long id) {
        return running.stream().anyMatch(transfer -> transfer.id() == id);
    }
}
