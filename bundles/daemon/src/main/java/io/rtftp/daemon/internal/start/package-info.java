/** How the start goes: one line when the server answers, or one line and the end when it can't. Knows no OSGi and no Karaf. */
@NullMarked
package io.rtftp.daemon.internal.start;

import org.jspecify.annotations.NullMarked;
