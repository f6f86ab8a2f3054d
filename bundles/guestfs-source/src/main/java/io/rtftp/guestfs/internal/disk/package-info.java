/**
 * Disks: when one is attached, which view of it answers a request, when it is let go. All state belongs to the timeline's thread; there
 * is no I/O, no clock and no OSGi here.
 */
@NullMarked
package io.rtftp.guestfs.internal.disk;

import org.jspecify.annotations.NullMarked;
