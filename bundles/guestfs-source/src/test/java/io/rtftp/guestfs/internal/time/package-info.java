@NullMarked
package io.rtftp.guestfs.internal.time;

import org.jspecify.annotations.NullMarked;
