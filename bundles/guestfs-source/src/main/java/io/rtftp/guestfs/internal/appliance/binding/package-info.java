/**
 * The host's own libguestfs, found and loaded at run time, behind an interface with only the calls that are used. Knows nothing of disks
 * or appliances.
 */
@NullMarked
package io.rtftp.guestfs.internal.appliance.binding;

import org.jspecify.annotations.NullMarked;
