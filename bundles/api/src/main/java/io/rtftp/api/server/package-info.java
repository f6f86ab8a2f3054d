/** Whether the server answers requests, and where. */
@Export
@Version("1.0.0")
@NullMarked
package io.rtftp.api.server;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
