/** Tests inside Karaf: bundles that come, go and are replaced while clients download, and configuration that changes meanwhile. */
@NullMarked
package io.rtftp.itests.karaf;

import org.jspecify.annotations.NullMarked;
