/**
 * The TFTP root and the disk descriptions in it: where to look, and what to tell of what is seen there.
 *
 * <p>Level, not edge: what inotify says only points at a name, and what lies there now decides. Lost, doubled and reordered
 * events therefore do no harm. When the watcher stops it tells nothing, so that an update of this bundle lets no disk go.
 */
@NullMarked
package io.rtftp.watcher.internal.root;

import org.jspecify.annotations.NullMarked;
