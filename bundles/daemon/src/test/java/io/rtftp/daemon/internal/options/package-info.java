/** Tests of the options of the command line. */
@NullMarked
package io.rtftp.daemon.internal.options;

import org.jspecify.annotations.NullMarked;
