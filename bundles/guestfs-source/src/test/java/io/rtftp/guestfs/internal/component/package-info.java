@NullMarked
package io.rtftp.guestfs.internal.component;

import org.jspecify.annotations.NullMarked;
