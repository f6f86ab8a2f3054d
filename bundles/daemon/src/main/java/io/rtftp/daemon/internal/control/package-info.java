/** The socket of {@code rtftpctl}: commands come in on it, their output and status go out. Knows no OSGi and no Karaf. */
@NullMarked
package io.rtftp.daemon.internal.control;

import org.jspecify.annotations.NullMarked;
