/** The place {@code disk} in the chain: which client has which disk, as the {@code .nbd} files in the TFTP root say. */
@NullMarked
package io.rtftp.guestfs.internal.resolver;

import org.jspecify.annotations.NullMarked;
