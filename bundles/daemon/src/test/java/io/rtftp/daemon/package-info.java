/** Tests of how the bundle's packages depend on each other. */
@NullMarked
package io.rtftp.daemon;

import org.jspecify.annotations.NullMarked;
