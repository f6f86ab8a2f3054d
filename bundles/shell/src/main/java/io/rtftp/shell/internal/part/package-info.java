/** The services that commands speak to, looked up at the moment of the call. */
@NullMarked
package io.rtftp.shell.internal.part;

import org.jspecify.annotations.NullMarked;
