/**
 * Open files: transfers of one file share one channel and the pieces read from it. Knows nothing of clients and directories; all disk I/O
 * runs on the executor it is given.
 */
@NullMarked
package io.rtftp.local.internal.file;

import org.jspecify.annotations.NullMarked;
