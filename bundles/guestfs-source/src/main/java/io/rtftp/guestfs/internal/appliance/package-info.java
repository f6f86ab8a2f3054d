/**
 * Appliances: booting them, keeping some warm, hot-plugging a disk into one and reading from it. Knows libguestfs, QEMU and QMP; knows
 * nothing of clients, generations or the spool.
 */
@NullMarked
package io.rtftp.guestfs.internal.appliance;

import org.jspecify.annotations.NullMarked;
