package io.rtftp.protocol.internal.net;

import io.rtftp.protocol.internal.negotiate.Limits;
import io.rtftp.protocol.internal.transfer.Pacing;

/**
 * What holds for one session, whatever is configured meanwhile.
 *
 * @param pacing for a client that names no time of its own
 */
record SessionLimits(Limits granted, Pacing pacing) {}
