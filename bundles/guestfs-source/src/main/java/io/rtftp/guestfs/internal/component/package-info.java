/** The bundle's one component: its configuration and its services. */
@NullMarked
package io.rtftp.guestfs.internal.component;

import org.jspecify.annotations.NullMarked;
