/** The bundle's one component: its configuration, the services it needs and those it gives. The only package that knows OSGi. */
@NullMarked
package io.rtftp.protocol.internal.component;

import org.jspecify.annotations.NullMarked;
