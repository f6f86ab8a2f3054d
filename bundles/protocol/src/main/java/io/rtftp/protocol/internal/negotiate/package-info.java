/**
 * From what a client asks for to what it gets: the path it means, the options it is granted (RFC 2347, 2348, 2349, 7440). Pure:
 * no I/O, no clock.
 */
@NullMarked
package io.rtftp.protocol.internal.negotiate;

import org.jspecify.annotations.NullMarked;
