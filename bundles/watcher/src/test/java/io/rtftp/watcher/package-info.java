/** What holds for the whole bundle. */
@NullMarked
package io.rtftp.watcher;

import org.jspecify.annotations.NullMarked;
