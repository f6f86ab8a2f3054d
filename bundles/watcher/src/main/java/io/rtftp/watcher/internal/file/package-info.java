/** One disk description by itself: what its name and its content are worth. Knows no directory, no thread, no time. */
@NullMarked
package io.rtftp.watcher.internal.file;

import org.jspecify.annotations.NullMarked;
