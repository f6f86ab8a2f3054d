package io.rtftp.api.disk;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told what becomes of disks; register a service of this type to listen. */
@ConsumerType
public interface DiskListener {

    /** Called after each attempt to attach a disk, one call at a time, from a thread that disks wait for: must return quickly. */
    void attachEnded(DiskAttach attach);
}
