/** TFTP packets and their bytes (RFC 1350, RFC 2347); knows nothing of transfers, sockets or OSGi. */
@NullMarked
package io.rtftp.protocol.internal.wire;

import org.jspecify.annotations.NullMarked;
