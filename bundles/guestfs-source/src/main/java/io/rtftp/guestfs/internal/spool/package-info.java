/**
 * The spool: parts of files, fetched once and read by many. Knows neither disks nor appliances, only something that can copy a part of
 * a file to a path of this host.
 */
@NullMarked
package io.rtftp.guestfs.internal.spool;

import org.jspecify.annotations.NullMarked;
