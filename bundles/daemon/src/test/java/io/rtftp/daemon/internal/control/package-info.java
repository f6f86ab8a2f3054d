/** Tests of the control socket over real sockets. */
@NullMarked
package io.rtftp.daemon.internal.control;

import org.jspecify.annotations.NullMarked;
