@NullMarked
package io.rtftp.guestfs.internal.server;

import org.jspecify.annotations.NullMarked;
