/** The bundle's components: what they need of the container, and what it gets from them. The only package that knows OSGi. */
@NullMarked
package io.rtftp.daemon.internal.component;

import org.jspecify.annotations.NullMarked;
