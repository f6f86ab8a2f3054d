/** Time and turns as a parameter: what lets the rules of disks run in virtual time. */
@NullMarked
package io.rtftp.guestfs.internal.time;

import org.jspecify.annotations.NullMarked;
