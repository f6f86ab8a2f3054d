@NullMarked
package io.rtftp.guestfs.internal.spool;

import org.jspecify.annotations.NullMarked;
