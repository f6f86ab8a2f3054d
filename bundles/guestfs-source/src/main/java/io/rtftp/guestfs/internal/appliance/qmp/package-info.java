/** QEMU's machine protocol over a Unix socket: JSON in, JSON out. Knows nothing of disks or appliances. */
@NullMarked
package io.rtftp.guestfs.internal.appliance.qmp;

import org.jspecify.annotations.NullMarked;
