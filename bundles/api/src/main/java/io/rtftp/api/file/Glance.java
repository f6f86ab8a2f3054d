package io.rtftp.api.file;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A look at local files that never waits for a disk, for it goes by what the kernel has in memory. A place that is asked on a thread that
 * must not block may glance first, and hand the looking over to a {@link DiskThread} only where that shows nothing certain. A service;
 * there is one while a bundle that can look so is started. Thread-safe.
 */
@ProviderType
public interface Glance {

    /**
     * Whether nothing lies at {@code path} now, symbolic links followed.
     *
     * @param path absolute
     * @return true where that is certain; false where something lies there, where only a disk could tell, and on a {@link DiskThread}. Who was told
     *     false looks himself
     */
    boolean isAbsent(Path path);
}
