/** The bundle's components: its configuration, and its two places as services. The only package that knows OSGi. */
@NullMarked
package io.rtftp.local.internal.component;

import org.jspecify.annotations.NullMarked;
