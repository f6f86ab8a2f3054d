package io.rtftp.api.disk;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The remote disks this server knows. Thread-safe; never blocks the caller. */
@ProviderType
public interface DiskRegistry {

    /** The disks, by name. */
    List<DiskView> disks();

    /** The appliances, by id. */
    List<ApplianceView> appliances();

    /** The space that files of all disks share. */
    SpoolView spool();

    /**
     * Opens a new view of the disk now, attaching it where it is not attached; transfers under way keep the view they began with.
     *
     * @return completes when requests are answered from the new view; exceptionally with the reason when it can't be opened, or with a
     *     {@link java.util.NoSuchElementException} when no disk has this name
     */
    CompletionStage<Void> refresh(String name);

    /**
     * Lets the disk go now: transfers reading from it end with an ERROR, its appliance is closed. The next request attaches it again.
     *
     * @return completes when nothing of it is left; exceptionally with a {@link java.util.NoSuchElementException} when no disk has
     *     this name
     */
    CompletionStage<Void> detach(String name);
}
