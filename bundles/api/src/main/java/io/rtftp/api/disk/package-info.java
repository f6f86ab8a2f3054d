/** Looking at the remote disks files are served from, and at the appliances that read them. */
@Export
@Version("1.0.0")
@NullMarked
package io.rtftp.api.disk;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
