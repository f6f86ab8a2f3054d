@NullMarked
package io.rtftp.guestfs.internal.description;

import org.jspecify.annotations.NullMarked;
