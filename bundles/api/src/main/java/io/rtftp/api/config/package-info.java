/** Reading the one configuration that all components share, {@code io.rtftp}, key by key. */
@Export
@Version("1.0.0")
@NullMarked
package io.rtftp.api.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
