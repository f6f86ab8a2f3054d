package io.rtftp.shell.internal;

import io.rtftp.api.disk.ApplianceView;
import io.rtftp.api.disk.DiskRegistry;
import io.rtftp.api.disk.DiskView;
import io.rtftp.api.disk.SpoolView;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.NullMarked;

/** Disks that stand still; refreshing and detaching end as {@code outcome} does. */
@NullMarked
public record FakeDisks(List<DiskView> disks, List<ApplianceView> appliances, CompletionStage<Void> outcome)
        implements DiskRegistry {

    @Override
    public SpoolView spool() {
        return new SpoolView(0, 0, 0);
    }

    @Override
    public CompletionStage<Void> refresh(String name) {
        return outcome;
    }

    @Override
    public CompletionStage<Void> detach(String name) {
        return outcome;
    }
}
