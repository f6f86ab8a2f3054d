package io.rtftp.guestfs.internal.disk;

import java.time.Duration;

/**
 * What an operator sets for all disks.
 *
 * @param refreshAfter how old a view may be for a client that begins to boot
 * @param idleTimeout after which a disk that nobody asks for is let go
 * @param appliancesMost how many appliances there may be
 */
public record DiskRules(Duration refreshAfter, Duration idleTimeout, int appliancesMost) {}
