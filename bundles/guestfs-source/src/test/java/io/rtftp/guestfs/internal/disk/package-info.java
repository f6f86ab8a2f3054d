@NullMarked
package io.rtftp.guestfs.internal.disk;

import org.jspecify.annotations.NullMarked;
