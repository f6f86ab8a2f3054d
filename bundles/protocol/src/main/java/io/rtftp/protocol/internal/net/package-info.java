/**
 * UDP: the network loop, its sockets, and the sessions that drive transfers. The only package that knows Netty; everything in it but
 * what says otherwise belongs to the loop's one thread, {@code rtftp-net}.
 */
@NullMarked
package io.rtftp.protocol.internal.net;

import org.jspecify.annotations.NullMarked;
