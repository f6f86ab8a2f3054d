package io.rtftp.api.disk;

/**
 * The spool at one moment: where parts of files lie that have been read from disks.
 *
 * @param heldBytes held now, or made room for
 * @param limitBytes the most that is to be held
 * @param fetchedBytes read from disks into it since there was a spool; only grows
 */
public record SpoolView(long heldBytes, long limitBytes, long fetchedBytes) {}
