/** Everything a running server has for its disks, put together: threads, spool, appliances, descriptions. No OSGi. */
@NullMarked
package io.rtftp.guestfs.internal.server;

import org.jspecify.annotations.NullMarked;
