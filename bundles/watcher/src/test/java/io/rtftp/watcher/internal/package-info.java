/** What holds for the whole bundle. */
@NullMarked
package io.rtftp.watcher.internal;

import org.jspecify.annotations.NullMarked;
