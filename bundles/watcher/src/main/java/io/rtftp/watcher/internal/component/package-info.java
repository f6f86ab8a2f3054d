/** The bundle's one component: its configuration and its listeners. The only package that knows OSGi. */
@NullMarked
package io.rtftp.watcher.internal.component;

import org.jspecify.annotations.NullMarked;
