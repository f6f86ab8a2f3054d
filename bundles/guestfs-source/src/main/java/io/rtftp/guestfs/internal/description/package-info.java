/** The {@code .nbd} file: what an operator may write there, and what it means. Text in, values out: no disk, no appliance, no OSGi. */
@NullMarked
package io.rtftp.guestfs.internal.description;

import org.jspecify.annotations.NullMarked;
