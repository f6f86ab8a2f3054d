/** The transfer state machine: no I/O, no threads, no clock, no log; time comes in as the last parameter. */
@NullMarked
package io.rtftp.protocol.internal.transfer;

import org.jspecify.annotations.NullMarked;
