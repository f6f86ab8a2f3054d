/** Tests of what is said of the start. */
@NullMarked
package io.rtftp.daemon.internal.start;

import org.jspecify.annotations.NullMarked;
