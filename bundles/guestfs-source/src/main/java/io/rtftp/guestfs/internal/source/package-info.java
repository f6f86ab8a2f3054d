/** What a disk is: where its NBD export lies and what is mounted where. Values alone: no I/O, no OSGi. */
@NullMarked
package io.rtftp.guestfs.internal.source;

import org.jspecify.annotations.NullMarked;
