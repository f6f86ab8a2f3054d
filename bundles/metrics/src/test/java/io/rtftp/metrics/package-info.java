/** What holds for the bundle as a whole. */
@NullMarked
package io.rtftp.metrics;

import org.jspecify.annotations.NullMarked;
