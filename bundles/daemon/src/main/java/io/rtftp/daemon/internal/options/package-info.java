/** What the command line and the environment set, which wins over the configuration. Knows no OSGi. */
@NullMarked
package io.rtftp.daemon.internal.options;

import org.jspecify.annotations.NullMarked;
