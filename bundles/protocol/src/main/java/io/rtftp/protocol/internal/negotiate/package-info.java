/**
 * From the options a client asks for to those it is granted (RFC 2347, 2348, 2349, 7440). Pure:
 * no I/O, no clock.
 */
@NullMarked
package io.rtftp.protocol.internal.negotiate;

import org.jspecify.annotations.NullMarked;
