/** What the shell proposes on Tab: transfers, addresses and disks that are there now. */
@NullMarked
package io.rtftp.shell.internal.complete;

import org.jspecify.annotations.NullMarked;
