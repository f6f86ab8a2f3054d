/** The bundle's one component: its configuration and the services it looks at. The only package that knows OSGi. */
@NullMarked
package io.rtftp.metrics.internal.component;

import org.jspecify.annotations.NullMarked;
