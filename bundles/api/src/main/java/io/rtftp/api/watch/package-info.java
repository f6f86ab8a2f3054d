/** Hearing about disk descriptions that come, change and go in the TFTP root. */
@Export
@Version("1.0.0")
@NullMarked
package io.rtftp.api.watch;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
