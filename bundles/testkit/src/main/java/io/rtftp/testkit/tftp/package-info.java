/**
 * TFTP as a peer sees it, through real sockets: a client that says exactly what it is told, byte for byte, one that downloads, and a
 * proxy that loses packets. Knows the wire format of its own accord, so that a server's codec is not tested against itself.
 */
@NullMarked
package io.rtftp.testkit.tftp;

import org.jspecify.annotations.NullMarked;
